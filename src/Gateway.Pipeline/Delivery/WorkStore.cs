using Npgsql;

namespace Gateway.Pipeline.Delivery;

/// <summary>What there is to do.</summary>
/// <param name="Queued">Groups with something on the queue.</param>
/// <param name="Due">Targets and areas with batches due now.</param>
/// <param name="Failing">Per target and area, batches that failed and will be tried again.</param>
/// <param name="NextDue">When the next batch falls due, if any is open; now for one that is held.</param>
public sealed record PendingWork(
    IReadOnlyList<QueueGroup> Queued, IReadOnlySet<(string Target, string Area)> Due, IReadOnlyDictionary<(string Target, string Area), FailingBatches> Failing,
    DateTimeOffset? NextDue);

/// <param name="LastAt">When the last of them failed.</param>
public sealed record FailingBatches(int Count, DateTimeOffset LastAt);

/// <summary>The sweep: one statement for the open batches, one for the queue.</summary>
public sealed class WorkStore(NpgsqlDataSource database, QueueStore queue, TimeProvider clock)
{
    public async Task<PendingWork> LookAsync(IReadOnlyList<QueueGroup> possible, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var due = new HashSet<(string, string)>();
        var configured = possible.Select(x => (x.Target, x.Area)).ToHashSet();
        var failing = new Dictionary<(string, string), FailingBatches>();
        DateTimeOffset? next = null;
        await using (var command = database.CreateCommand(
            """
            select target, area, coalesce(bool_or(due_at <= $1 and claimed_until < clock_timestamp()), false),
              min(case when claimed_until < clock_timestamp() then due_at else greatest($1, due_at) end),
              count(*) filter (where state = 'formed' and attempts > 0)::int, max(last_attempt_at) filter (where state = 'formed')
            from delivery_batch where ended_at is null group by target, area
            """))
        {
            command.Parameters.AddWithValue(now);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var key = (reader.GetString(0), reader.GetString(1));
                if (!configured.Contains(key))
                {
                    continue; // a target that was taken out of the configuration keeps its batches until it is back
                }

                if (reader.GetBoolean(2))
                {
                    due.Add(key);
                }

                var at = reader.GetFieldValue<DateTimeOffset>(3);
                next = next is null || at < next ? at : next;
                if (reader.GetInt32(4) > 0)
                {
                    failing[key] = new FailingBatches(reader.GetInt32(4), reader.GetFieldValue<DateTimeOffset>(5));
                }
            }
        }

        return new PendingWork(await queue.PendingAsync(possible, cancellationToken), due, failing, next);
    }
}
