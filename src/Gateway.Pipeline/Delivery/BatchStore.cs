using System.Security.Cryptography;
using Gateway.Adapters.Sinks;
using Npgsql;

namespace Gateway.Pipeline.Delivery;

/// <summary>SQL of <c>delivery_batch</c> as far as who holds one: forming, claiming, renewing, letting go. Lease time is the database's.</summary>
public sealed class BatchStore(NpgsqlDataSource database, PayloadBox box, DeliveryOptions options, TimeProvider clock)
{
    /// <summary>Stores new batches of a group, held by <paramref name="owner"/>, before their first send.</summary>
    internal async Task<IReadOnlyList<HeldBatch>> InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, QueueGroup group, Guid owner,
        IReadOnlyList<(BatchPacking.Packed Packed, byte[] Payload)> batches, CancellationToken cancellationToken)
    {
        if (batches.Count == 0)
        {
            return [];
        }

        await using var commands = new NpgsqlBatch(connection, transaction);
        var held = new List<HeldBatch>(batches.Count);
        foreach (var (packed, payload) in batches)
        {
            var batch = new HeldBatch
            {
                BatchId = 0,
                ClaimToken = 1,
                Target = group.Target,
                Area = group.Area,
                Kind = group.Kind,
                Members = packed.Members,
                PayloadHash = SHA256.HashData(payload),
                Push = new PushBatch(packed.Stamp, DeliveryOperations.Parse(group.Operation), payload, [.. packed.Rows.Select(x => x.WireId)]),
            };
            held.Add(batch);
            commands.BatchCommands.Add(InsertCommand(batch, group, owner, payload));
        }

        await using var reader = await commands.ExecuteReaderAsync(cancellationToken);
        for (var i = 0; i < held.Count; i++)
        {
            await reader.ReadAsync(cancellationToken);
            held[i] = held[i] with { BatchId = reader.GetInt64(0) };
            await reader.NextResultAsync(cancellationToken);
        }

        return held;
    }

    /// <summary>
    /// Claims batches of a target that are due: failed ones, receipts, and those of processes that died. A withdrawal goes before the rest.
    /// </summary>
    /// <param name="receiptAreas">Areas whose receipts may be asked for.</param>
    /// <param name="pushAreas">Areas for which something may be sent.</param>
    /// <param name="most">Most of either.</param>
    public Task<IReadOnlyList<HeldBatch>> ClaimDueAsync(
        string target, string[] receiptAreas, string[] pushAreas, Guid owner, int most, CancellationToken cancellationToken) =>
        ClaimAsync(
            """
            with receipts as materialized (
              select batch_id from delivery_batch
              where target = $1 and area = any($6) and ended_at is null and state = 'awaiting_receipt' and due_at <= $2
                and claimed_until < clock_timestamp()
              order by due_at limit $3 for update skip locked),
            pushes as materialized (
              select batch_id from delivery_batch
              where target = $1 and area = any($7) and ended_at is null and state = 'formed' and due_at <= $2 and claimed_until < clock_timestamp()
              order by operation <> 'd', due_at limit $3 for update skip locked),
            chosen as (select batch_id from receipts union all select batch_id from pushes)
            """,
            target, owner, most, [new() { Value = receiptAreas }, new() { Value = pushAreas }], cancellationToken);

    /// <summary>Claims one batch to try a platform with: one that is due, a withdrawal first, or the one that was not tried for longest.</summary>
    /// <param name="dueOnly">Otherwise one that is not due serves too; it spends none of its attempts.</param>
    public Task<IReadOnlyList<HeldBatch>> ClaimProbeAsync(
        string target, string[] areas, bool dueOnly, Guid owner, CancellationToken cancellationToken) =>
        ClaimAsync(
            """
            with chosen as materialized (
              select batch_id from delivery_batch
              where target = $1 and area = any($6) and ended_at is null and state = 'formed' and (due_at <= $2 or not $7)
                and claimed_until < clock_timestamp()
              order by due_at > $2, due_at <= $2 and operation <> 'd', last_attempt_at nulls first, batch_id
              limit $3 for update skip locked)
            """,
            target, owner, 1, [new() { Value = areas }, new() { Value = dueOnly }], cancellationToken);

    /// <summary>The platform lives again: what failed while it did not need not wait for its time.</summary>
    internal async Task BringForwardAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<(string Target, string Area)> places, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update delivery_batch b set due_at = $1 from unnest($2::text[], $3::text[]) as p (target, area)
            where (b.target, b.area) = (p.target, p.area) and b.ended_at is null and b.state = 'formed' and b.attempts > 0 and b.due_at > $1
              and b.claimed_until < clock_timestamp()
            """,
            connection, transaction);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        command.Parameters.AddWithValue(places.Select(x => x.Target).ToArray());
        command.Parameters.AddWithValue(places.Select(x => x.Area).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<HeldBatch>> ClaimAsync(
        string chosen, string target, Guid owner, int most, NpgsqlParameter[] more, CancellationToken cancellationToken)
    {
        // A batch whose holder died may have been sent by it: that counts as an attempt, so that a process which dies of it does not try for ever.
        await using var command = database.CreateCommand(chosen +
            """
            , due as (select batch_id, claimed_until > '-infinity' as holder_died from delivery_batch join chosen using (batch_id))
            update delivery_batch b set claim_token = b.claim_token + 1, lease_owner = $4, claimed_until = clock_timestamp() + $5,
              answer_lost = b.answer_lost or (due.holder_died and b.state = 'formed'),
              attempts = b.attempts + (due.holder_died and b.state = 'formed')::int
            from due where b.batch_id = due.batch_id
            returning b.batch_id, b.claim_token, b.area, b.kind, b.operation, b.batch_no, b.formed_at, b.members, b.member_rows, b.wire_ids,
              b.payload, b.payload_length, b.payload_sha256, b.attempts, b.receipt_polls, b.answer_lost, b.received_at,
              b.state = 'formed' and b.operation <> 'd' and exists (select from delivery m join delivery n
                on (n.area, n.kind, n.doc_id, n.target) = (m.area, m.kind, m.doc_id, m.target) and n.delivery_id > m.delivery_id
                where m.delivery_id = any(b.members) and n.blocked and n.operation = 'd'),
              b.due_at
            """);
        var now = clock.GetUtcNow();
        command.Parameters.AddWithValue(target);
        command.Parameters.AddWithValue(now);
        command.Parameters.AddWithValue(most);
        command.Parameters.AddWithValue(owner);
        command.Parameters.AddWithValue(options.Lease);
        command.Parameters.AddRange(more);
        var held = new List<HeldBatch>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var batch = await ReadAsync(reader, target, cancellationToken);
            held.Add(batch with { Early = !batch.AwaitsReceipt && batch.DueAt > now });
        }

        return [.. held.OrderBy(x => x.Push.Operation != DeliveryOperation.Withdraw)];
    }

    /// <summary>Prolongs all that <paramref name="owner"/> holds.</summary>
    public async Task RenewAsync(Guid owner, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            update delivery_batch set claimed_until = clock_timestamp() + $2
            where ended_at is null and lease_owner = $1 and claimed_until > '-infinity'
            """);
        command.Parameters.AddWithValue(owner);
        command.Parameters.AddWithValue(options.Lease);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Lets a batch go unfinished, so that another may take it at once.</summary>
    public async Task ReleaseAsync(HeldBatch batch, bool answerLost, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            update delivery_batch set claimed_until = '-infinity', answer_lost = answer_lost or $3
            where batch_id = $1 and claim_token = $2 and ended_at is null
            """);
        command.Parameters.AddWithValue(batch.BatchId);
        command.Parameters.AddWithValue(batch.ClaimToken);
        command.Parameters.AddWithValue(answerLost);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlBatchCommand InsertCommand(HeldBatch batch, QueueGroup group, Guid owner, byte[] payload) =>
        new(
            """
            insert into delivery_batch (target, area, kind, operation, batch_no, formed_at, members, member_rows, wire_ids, payload,
              payload_length, payload_sha256, state, due_at, lease_owner, claimed_until, claim_token)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'formed', $13, $14, clock_timestamp() + $15, 1)
            returning batch_id
            """)
        {
            Parameters =
            {
                new() { Value = group.Target },
                new() { Value = group.Area },
                new() { Value = group.Kind },
                new() { Value = group.Operation },
                new() { Value = batch.Push.Stamp.BatchNo },
                new() { Value = batch.Push.Stamp.FormedAt },
                new() { Value = batch.Members.Select(x => x.DeliveryId).ToArray() },
                new() { Value = batch.Members.Select(x => x.Rows).ToArray() },
                new() { Value = batch.Push.WireIds.ToArray() },
                new() { Value = box.Seal(payload) },
                new() { Value = payload.Length },
                new() { Value = batch.PayloadHash },
                new() { Value = clock.GetUtcNow() },
                new() { Value = owner },
                new() { Value = options.Lease },
            },
        };

    private async Task<HeldBatch> ReadAsync(NpgsqlDataReader reader, string target, CancellationToken cancellationToken)
    {
        var ids = reader.GetFieldValue<long[]>(7);
        var rows = reader.GetFieldValue<int[]>(8);
        return new HeldBatch
        {
            BatchId = reader.GetInt64(0),
            ClaimToken = reader.GetInt64(1),
            Target = target,
            Area = reader.GetString(2),
            Kind = reader.GetString(3),
            Push = new PushBatch(
                new BatchStamp(reader.GetString(5), reader.GetDateTime(6)), DeliveryOperations.Parse(reader.GetString(4)),
                box.Open(reader.GetFieldValue<byte[]>(10), reader.GetInt32(11)), reader.GetFieldValue<string[]>(9)),
            Members = [.. ids.Zip(rows, (id, count) => new BatchMember(id, count))],
            PayloadHash = reader.GetFieldValue<byte[]>(12),
            Attempts = reader.GetInt32(13),
            ReceiptPolls = reader.GetInt32(14),
            AnswerLost = reader.GetBoolean(15),
            ReceivedAt = await reader.IsDBNullAsync(16, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(16),
            TakenBack = reader.GetBoolean(17),
            DueAt = reader.GetFieldValue<DateTimeOffset>(18),
        };
    }
}
