using Gateway.Pipeline.Delivery.Gates;
using Npgsql;

namespace Gateway.Pipeline.Delivery;

/// <summary>What there is to do.</summary>
/// <param name="Queued">Groups with something on the queue.</param>
/// <param name="Open">Stored batches that have not ended.</param>
/// <param name="Gates">Where something may be sent.</param>
public sealed record PendingWork(IReadOnlyList<QueueGroup> Queued, IReadOnlyList<OpenBatches> Open, GateBoard Gates);

/// <summary>Stored batches of a target and area that have not ended.</summary>
/// <param name="Receipts">They wait for their receipts; otherwise they are to be sent.</param>
/// <param name="Due">One may be claimed now.</param>
/// <param name="Free">One is held by nobody, be it due or not.</param>
/// <param name="NextDue">When the next falls due; now for one that is held.</param>
public sealed record OpenBatches(string Target, string Area, bool Receipts, bool Due, bool Free, DateTimeOffset NextDue);

/// <summary>The sweep: one statement for the open batches, one for the queue, one for the gates.</summary>
public sealed class WorkStore(NpgsqlDataSource database, QueueStore queue, PlatformGates gates, TimeProvider clock)
{
    public async Task<PendingWork> LookAsync(IReadOnlyList<QueueGroup> possible, CancellationToken cancellationToken)
    {
        var open = await OpenAsync(possible.Select(x => (x.Target, x.Area)).ToHashSet(), cancellationToken);
        return new PendingWork(await queue.PendingAsync(possible, cancellationToken), open, await gates.LookAsync(cancellationToken));
    }

    private async Task<List<OpenBatches>> OpenAsync(HashSet<(string, string)> configured, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select target, area, state = 'awaiting_receipt', coalesce(bool_or(due_at <= $1 and claimed_until < clock_timestamp()), false),
              coalesce(bool_or(claimed_until < clock_timestamp()), false),
              min(case when claimed_until < clock_timestamp() then due_at else greatest($1, due_at) end)
            from delivery_batch where ended_at is null group by 1, 2, 3
            """);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        var open = new List<OpenBatches>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            // A target that was taken out of the configuration keeps its batches until it is back.
            if (configured.Contains((reader.GetString(0), reader.GetString(1))))
            {
                open.Add(new OpenBatches(
                    reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.GetBoolean(4),
                    reader.GetFieldValue<DateTimeOffset>(5)));
            }
        }

        return open;
    }
}
