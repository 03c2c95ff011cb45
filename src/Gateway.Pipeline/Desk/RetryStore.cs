using Gateway.Pipeline.Runs;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Pipeline.Desk;

/// <summary>SQL about the deliveries of a step: what stands now, and the stored batches that go on.</summary>
public sealed class RetryStore(TimeProvider clock)
{
    /// <summary>Locks the deliveries, and all that went in one batch with one whose answer is open, and reads them. Results were locked before.</summary>
    internal async Task<IReadOnlyList<RetryFacts>> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long operation, long[] ids, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select from delivery where delivery_id = any($1) order by delivery_id for update")
        {
            Parameters = { new() { Value = ids } },
        });
        // A statement of its own: its snapshot is taken after the locks.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            select d.delivery_id, d.target, d.area, d.kind, d.doc_id, d.version, d.operation, d.state,
              exists (select from desk_item i where i.operation_id = $2 and i.delivery_id = d.delivery_id and i.state = 'waiting'),
              exists (select from delivery n
                where (n.area, n.kind, n.doc_id, n.target) = (d.area, d.kind, d.doc_id, d.target) and n.delivery_id > d.delivery_id),
              r.version, w.reason is not null,
              v.exempt_ground is not null or exists (select from exemption e where d.kind = 'result' and (e.area, e.result_id) = (d.area, d.doc_id)
                and e.revoked_at is null and (e.expires_on is null or e.expires_on >= $3)),
              case when d.state = 'parked' and b.state = 'parked' and (b.answer_lost or b.received_at is not null) then b.batch_id end,
              w.reason, coalesce(d.basis, w.basis)
            from delivery d
            left join lateral (
              select h.version from document_newest h where (h.kind, h.area, h.doc_id) = (d.kind, d.area, d.doc_id) limit 1) r on true
            left join result_version v on d.kind = 'result' and (v.area, v.result_id, v.version) = (d.area, d.doc_id, d.version)
            left join lateral (
              select x.reason, x.basis from document_taken_back x
              where (x.kind, x.area, x.doc_id, x.version) = (d.kind, d.area, d.doc_id, d.version) limit 1) w on true
            left join delivery_batch b on b.batch_id = d.batch_id
            where d.delivery_id = any($1) order by d.delivery_id
            """)
        {
            Parameters = { new() { Value = ids }, new() { Value = operation }, new() { Value = ChinaTime.DayOf(clock.GetUtcNow()) } },
        });
        var facts = new List<RetryFacts>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            facts.Add(new RetryFacts(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt32(5),
                reader.GetString(6), reader.GetString(7), reader.GetBoolean(8), reader.GetBoolean(9),
                reader.IsDBNull(10) ? null : reader.GetInt32(10), reader.GetBoolean(11), reader.GetBoolean(12),
                reader.IsDBNull(13) ? null : reader.GetInt64(13), reader.IsDBNull(14) ? null : reader.GetString(14),
                reader.IsDBNull(15) ? null : reader.GetString(15)));
        }

        return facts;
    }

    /// <summary>The results that deliveries are of, to be locked first; and who else went in the batches whose answer is open.</summary>
    internal static async Task<IReadOnlyList<(long DeliveryId, string Area, string Kind, string DocId)>> WithBatchAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with open as (
              select distinct b.batch_id from delivery d join delivery_batch b using (batch_id)
              where d.delivery_id = any($1) and d.state = 'parked' and b.state = 'parked' and (b.answer_lost or b.received_at is not null)),
            wanted as (
              select unnest($1) as delivery_id
              union select unnest(b.members) from delivery_batch b join open using (batch_id))
            select d.delivery_id, d.area, d.kind, d.doc_id from wanted join delivery d using (delivery_id)
            """,
            connection, transaction);
        command.Parameters.AddWithValue(ids);
        var found = new List<(long, string, string, string)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add((reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
        }

        return found;
    }

    /// <summary>Lets a parked batch go on as it is: its receipt is looked for, or it is asked after and sent with the same bytes.</summary>
    internal async Task ReviveAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long batchId, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with again as (
              update delivery_batch set state = case when received_at is null then 'formed' else 'awaiting_receipt' end, ended_at = null,
                attempts = 0, due_at = $2, claimed_until = '-infinity', claim_token = claim_token + 1
              where batch_id = $1 and state = 'parked' returning members)
            update delivery d set state = 'sent', reason_code = null, reason = null, ended_at = null
            from again where d.delivery_id = any(again.members)
            """,
            connection, transaction);
        command.Parameters.AddWithValue(batchId);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The newest delivery of each record at its target: what was just placed.</summary>
    internal static async Task<IReadOnlyDictionary<long, long>> NewestAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select d.delivery_id, (select max(n.delivery_id) from delivery n
              where (n.area, n.kind, n.doc_id, n.target) = (d.area, d.kind, d.doc_id, d.target))
            from delivery d where d.delivery_id = any($1)
            """,
            connection, transaction);
        command.Parameters.Add(new NpgsqlParameter { Value = ids, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        var newest = new Dictionary<long, long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            newest[reader.GetInt64(0)] = reader.GetInt64(1);
        }

        return newest;
    }
}
