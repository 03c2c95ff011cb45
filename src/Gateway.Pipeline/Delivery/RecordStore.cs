using Gateway.Pipeline.Audit;
using Npgsql;

namespace Gateway.Pipeline.Delivery;

/// <summary>SQL that records an attempt: fence, batch, attempt, members, whoever waited behind them, audit entry, in one transaction.</summary>
public sealed class RecordStore(NpgsqlDataSource database, AuditLog audit, TimeProvider clock)
{
    private const string Fenced = "GW001";

    /// <param name="inside">More to do in the same transaction: the batches that a split one leaves.</param>
    /// <returns><see langword="false"/> when another process has taken the batch over: nothing was written.</returns>
    public async Task<bool> RecordAsync(
        AttemptRecord record, Func<NpgsqlConnection, NpgsqlTransaction, Task>? inside, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            await using var commands = new NpgsqlBatch(connection, transaction);
            commands.BatchCommands.Add(new NpgsqlBatchCommand("select delivery_fence($1, $2)")
            {
                Parameters = { new() { Value = record.Batch.BatchId }, new() { Value = record.Batch.ClaimToken } },
            });
            commands.BatchCommands.Add(BatchUpdate(record));
            if (!IsUneventful(record))
            {
                commands.BatchCommands.Add(AttemptInsert(record));
            }

            AddMembers(commands, record);
            await commands.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == Fenced)
        {
            return false;
        }

        if (inside is not null)
        {
            await inside(connection, transaction);
        }

        if (!IsUneventful(record))
        {
            await audit.AppendAsync(connection, transaction, [AttemptAudit.Entry(record)], cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>A receipt that is still not there is no event; it only moves the next look.</summary>
    private static bool IsUneventful(AttemptRecord record) =>
        record is { Step: AttemptRecord.Receipt, Next: BatchNext.AwaitReceipt, Outcome: "received" };

    private NpgsqlBatchCommand BatchUpdate(AttemptRecord record)
    {
        var (state, due, lost, received) = record.Next switch
        {
            BatchNext.Done => ("done", (DateTimeOffset?)null, false, record.Batch.ReceivedAt),
            BatchNext.AwaitReceipt await => ("awaiting_receipt", await.DueAt, false, await.ReceivedAt),
            BatchNext.Again again => ("formed", again.DueAt, again.AnswerLost, null),
            BatchNext.Parked parked => ("parked", null, record.Batch.AnswerLost || parked.AnswerLost, record.Batch.ReceivedAt),
            BatchNext.Reform reform => ("split", null, reform.AnswerLost, null),
            _ => ("split", null, false, null),
        };
        return new NpgsqlBatchCommand(
            """
            update delivery_batch set state = $2, due_at = coalesce($3, due_at), answer_lost = $4, received_at = $5, claimed_until = '-infinity',
              attempts = attempts + $6, receipt_polls = receipt_polls + $7, last_attempt_at = $8, last_code = $9, last_message = $10,
              ended_at = case when $2 in ('done', 'split', 'parked') then $11::timestamptz end, row_days = coalesce($12, row_days)
            where batch_id = $1
            """)
        {
            Parameters =
            {
                new() { Value = record.Batch.BatchId },
                new() { Value = state },
                Sql.Time(due),
                new() { Value = lost },
                Sql.Time(received),
                new() { Value = record.Spends ? 1 : 0 },
                new() { Value = record.Step == AttemptRecord.Receipt ? 1 : 0 },
                new() { Value = record.At },
                Sql.Text(record.Code),
                Sql.Text(record.Message),
                new() { Value = clock.GetUtcNow() },
                Sql.Days((record.Next as BatchNext.Done)?.RowDays),
            },
        };
    }

    private static NpgsqlBatchCommand AttemptInsert(AttemptRecord record) =>
        new(
            """
            insert into delivery_attempt (batch_id, attempt, step, at, duration_ms, outcome, code, message,
              accepted, published, withdrawn, rejected, unknown, verdict_sha256, adapters_version)
            select $1, coalesce(max(attempt), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 from delivery_attempt where batch_id = $1
            """)
        {
            Parameters =
            {
                new() { Value = record.Batch.BatchId },
                new() { Value = record.Step },
                new() { Value = record.At },
                new() { Value = (int)Math.Min(record.Duration.TotalMilliseconds, int.MaxValue) },
                new() { Value = record.Outcome },
                Sql.Text(record.Code),
                Sql.Text(record.Message),
                new() { Value = record.Counts?.Accepted ?? 0 },
                new() { Value = record.Counts?.Published ?? 0 },
                new() { Value = record.Counts?.Withdrawn ?? 0 },
                new() { Value = record.Counts?.Rejected ?? 0 },
                new() { Value = record.Counts?.Unknown ?? 0 },
                Sql.Bytes(record.VerdictHash),
                new() { Value = record.Batch.AdaptersVersion },
            },
        };

    private void AddMembers(NpgsqlBatch commands, AttemptRecord record)
    {
        var now = clock.GetUtcNow();
        var ids = record.Batch.Members.Select(x => x.DeliveryId).ToArray();
        switch (record.Next)
        {
            case BatchNext.Done done:
                commands.BatchCommands.Add(MemberStore.Verdicts(record.Batch.BatchId, done.Verdicts, now));
                commands.BatchCommands.Add(UnblockStore.Command(ids, now));
                break;
            case BatchNext.Parked parked:
                commands.BatchCommands.Add(MemberStore.Same(record.Batch.BatchId, ids, DeliveryStates.Parked, parked.Code, parked.Message, now));
                commands.BatchCommands.Add(UnblockStore.Command(ids, now));
                break;
            case BatchNext.AwaitReceipt when !record.Batch.AwaitsReceipt:
            case BatchNext.Again { AnswerLost: true } when !record.Batch.AnswerLost:
                commands.BatchCommands.Add(MemberStore.Open(record.Batch.BatchId, ids, DeliveryStates.Sent));
                break;
            case BatchNext.Reform:
                commands.BatchCommands.Add(MemberStore.Open(record.Batch.BatchId, ids, DeliveryStates.Queued));
                break;
            case BatchNext.Again { AnswerLost: false } when record.Batch.Attempts == 0:
                commands.BatchCommands.Add(MemberStore.Open(record.Batch.BatchId, ids, DeliveryStates.Queued));
                break;
        }
    }
}
