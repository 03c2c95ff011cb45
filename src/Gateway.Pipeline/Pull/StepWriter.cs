using System.Text.Json;
using Gateway.Contracts;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Normalise;
using Gateway.Pipeline.Quality;
using Gateway.Pipeline.Runs;
using Npgsql;

namespace Gateway.Pipeline.Pull;

/// <summary>Writes a step in one transaction: rows, quarantine, findings, counts, cursor and audit entry together or not at all (law 3).</summary>
internal sealed class StepWriter(NpgsqlDataSource database, QuarantineStore quarantine, QualityStore quality, AuditLog audit)
{
    public async Task WriteAsync(
        RunRow run, IFeedNormaliser normaliser, PullStep step, RunCounters counters, int pages, long? total, bool saveCursor,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LeaseStore.AssertHeldAsync(connection, transaction, run.Lease, cancellationToken);
        if (step.New.Count > 0)
        {
            await FeedStore.InsertAsync(connection, run, normaliser.Columns, step.New, cancellationToken);
        }

        if (step.Changed.Count > 0)
        {
            await FeedStore.UpdateAsync(connection, transaction, run, normaliser.Columns, step.Changed, cancellationToken);
        }

        var deleted = step.Deleted.Count == 0 ? 0 : await FeedStore.DeleteAsync(connection, transaction, run, step.Deleted, cancellationToken);
        if (step.Quarantined.Count > 0)
        {
            await quarantine.AddAsync(connection, transaction, run, [.. step.Quarantined.Select(Entry)], cancellationToken);
        }

        if (step.CameGood.Count > 0)
        {
            await quarantine.CloseAsync(connection, transaction, run, step.CameGood, "后来的数据已正确或已删除", cancellationToken);
        }

        // With the rows, for unchanged rows are not looked at again: what a run that dies had found would stay unknown.
        var fresh = await quality.RecordAsync(
            connection, transaction, run.Area, run.Feed.Wire(), run.RunId, [.. step.Findings.All], cancellationToken);

        // The run's own counts follow once the step is in: of one that is stopped half-way, nothing counts.
        var counted = counters with { };
        Count(counted, step, deleted);
        await RunStore.SaveProgressAsync(connection, transaction, run, counted, pages, total);
        if (saveCursor)
        {
            await RunStore.SaveCursorAsync(connection, transaction, run, step.Cursor, fullReadAt: null);
        }

        await audit.AppendAsync(connection, transaction, [Event(run, step, deleted, pages, fresh)], cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        await transaction.CommitAsync(CancellationToken.None); // stopped now, nobody would know whether the step is in
        Count(counters, step, deleted);
    }

    private static void Count(RunCounters counters, PullStep step, int deleted)
    {
        counters.Fetched += step.Fetched;
        counters.New += step.New.Count;
        counters.Changed += step.Changed.Count;
        counters.DeletedByRow += deleted;
        counters.Unchanged += step.Unchanged + step.Deleted.Count - deleted; // a deletion of what is not there changes nothing
        counters.Quarantined += step.Quarantined.Count;
        counters.Repeated += step.Repeated;
        counters.After = counters.Before + counters.New - counters.DeletedByRow;
    }

    private static QuarantineEntry Entry(QuarantinedRow row) => new(
        row.RowKey, row.Identity, row.Defect.Reason, row.Defect.Field, row.Defect.ValueMasked, row.Defect.Message, row.RawSealed);

    private static AuditEvent Event(RunRow run, PullStep step, int deleted, int pages, IReadOnlyList<FindingKind> fresh) => new(
        AuditKinds.PullStep, run.Area, $"run:{run.RunId}", JsonSerializer.Serialize(new
        {
            feed = run.Feed.Wire(),
            pages,
            fetched = step.Fetched,
            @new = step.New.Count,
            changed = step.Changed.Count,
            deletedByRow = deleted,
            quarantined = step.Quarantined.Count,
            newFindings = fresh.Select(x => $"{x.IssueClass}/{x.Problem}/{x.Field}"),
        }));
}
