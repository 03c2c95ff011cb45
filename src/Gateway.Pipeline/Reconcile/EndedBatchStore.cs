using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Delivery;
using Npgsql;

namespace Gateway.Pipeline.Reconcile;

/// <summary>SQL about ended batches whose rows are to be booked.</summary>
internal sealed class EndedBatchStore(PayloadBox box)
{
    /// <summary>The oldest that are not booked as they stand now.</summary>
    public async Task<IReadOnlyList<EndedBatch>> NextAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string target, string area, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select b.batch_id, b.claim_token, b.kind, b.operation, b.batch_no, b.formed_at, b.members, b.member_rows, b.wire_ids,
              b.payload, b.payload_length, b.payload_sha256, b.state, b.ended_at, b.row_days,
              d.ids, d.docs, d.versions, d.states, d.here
            from (
              select * from delivery_batch
              where target = $1 and area = $2 and state in ('done', 'parked') and booked is distinct from state order by batch_id limit $3) b
            cross join lateral (
              select array_agg(m.delivery_id) as ids, array_agg(m.doc_id) as docs, array_agg(m.version) as versions,
                array_agg(m.state) as states, array_agg(m.batch_id is not distinct from b.batch_id) as here
              from delivery m where m.delivery_id = any(b.members)) d
            order by b.batch_id
            """,
            connection, transaction);
        command.Parameters.AddWithValue(target);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(most);
        var ended = new List<EndedBatch>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var rows = reader.GetFieldValue<int[]>(7);
            var batch = new HeldBatch
            {
                BatchId = reader.GetInt64(0),
                ClaimToken = reader.GetInt64(1),
                Target = target,
                Area = area,
                Kind = reader.GetString(2),
                Members = [.. reader.GetFieldValue<long[]>(6).Zip(rows, (id, count) => new BatchMember(id, count))],
                PayloadHash = reader.GetFieldValue<byte[]>(11),
                Push = new PushBatch(
                    new BatchStamp(reader.GetString(4), reader.GetDateTime(5)), DeliveryOperations.Parse(reader.GetString(3)),
                    box.Open(reader.GetFieldValue<byte[]>(9), reader.GetInt32(10)), reader.GetFieldValue<string[]>(8)),
            };
            ended.Add(new EndedBatch(
                batch, reader.GetString(12), reader.GetFieldValue<DateTimeOffset>(13),
                await reader.IsDBNullAsync(14, cancellationToken) ? null : reader.GetFieldValue<DateOnly?[]>(14), Deliveries(reader)));
        }

        return ended;
    }

    /// <summary>Notes that their rows are booked, unless they went on meanwhile.</summary>
    public static async Task BookedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<EndedBatch> ended, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update delivery_batch b set booked = x.state from unnest($1::bigint[], $2::text[]) as x (id, state)
            where b.batch_id = x.id and b.state = x.state
            """,
            connection, transaction);
        command.Parameters.AddWithValue(ended.Select(x => x.Batch.BatchId).ToArray());
        command.Parameters.AddWithValue(ended.Select(x => x.State).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static Dictionary<long, BatchedDelivery> Deliveries(NpgsqlDataReader reader)
    {
        if (reader.IsDBNull(15))
        {
            return [];
        }

        var ids = reader.GetFieldValue<long[]>(15);
        var (docs, versions) = (reader.GetFieldValue<string[]>(16), reader.GetFieldValue<int[]>(17));
        var (states, here) = (reader.GetFieldValue<string[]>(18), reader.GetFieldValue<bool[]>(19));
        return ids.Select((id, i) => new BatchedDelivery(id, docs[i], versions[i], states[i], here[i])).ToDictionary(x => x.DeliveryId);
    }
}
