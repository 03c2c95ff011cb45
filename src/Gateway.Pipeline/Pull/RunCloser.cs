using System.Text.Json;
using Gateway.Contracts;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Quality;
using Gateway.Pipeline.Runs;
using Npgsql;

namespace Gateway.Pipeline.Pull;

/// <summary>Ends a run in one transaction: deletions by absence, cursor, balance and audit entry.</summary>
internal sealed class RunCloser(
    NpgsqlDataSource database, RunStore runs, QuarantineStore quarantine, AuditLog audit, TimeProvider clock)
{
    /// <summary>Closes a run; only a complete, believed full read has records to delete.</summary>
    public async Task CloseAsync(RunRow run, RunCounters counters, RunEnd end, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LeaseStore.AssertHeldAsync(connection, transaction, run.Lease, cancellationToken);
        counters.DeletedByAbsence = 0; // an earlier try to close may have deleted and been undone
        foreach (var chunk in end.Absent.Chunk(10_000))
        {
            counters.DeletedByAbsence += await FeedStore.DeleteAsync(connection, transaction, run, chunk, cancellationToken);
        }

        if (end.FullReadBelieved)
        {
            if (!FeedSchemas.Of(run.Feed).Accumulates)
            {
                await quarantine.CloseUnmetAsync(connection, transaction, run, cancellationToken);
            }

            await RunStore.SaveCursorAsync(connection, transaction, run, end.Cursor, clock.GetUtcNow());
        }

        counters.After = await FeedStore.CountAsync(connection, run.Area, run.Feed, cancellationToken);
        await runs.CloseAsync(connection, transaction, run, end.Outcome, counters, end.Message);
        await audit.AppendAsync(connection, transaction, [Event(run, counters, end)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        GatewayMeter.RunEnded(run, end.Outcome, counters);
    }

    private static AuditEvent Event(RunRow run, RunCounters counters, RunEnd end) => new(
        AuditKinds.RunEnded, run.Area, $"run:{run.RunId}", JsonSerializer.Serialize(new
        {
            feed = run.Feed.Wire(),
            outcome = end.Outcome.ToString(),
            counters,
            balanced = counters.Balanced,
            message = end.Message,
        }));
}

/// <summary>How a run ends.</summary>
/// <param name="Outcome">Completed, held, failed or abandoned.</param>
/// <param name="Message">Chinese, for operators; <see langword="null"/> when all is well.</param>
/// <param name="FullReadBelieved">A complete full read: its cursor counts, and what it did not bring is gone.</param>
/// <param name="Absent">Identities to delete.</param>
/// <param name="Cursor">Where the full read ended.</param>
internal sealed record RunEnd(
    RunOutcome Outcome, string? Message, bool FullReadBelieved, IReadOnlyList<string> Absent, Gateway.Adapters.Sources.FeedCursor? Cursor)
{
    public static RunEnd Stopped(RunOutcome outcome, string message) => new(outcome, message, false, [], null);
}
