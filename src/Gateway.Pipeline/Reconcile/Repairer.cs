using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Runs;
using Npgsql;

namespace Gateway.Pipeline.Reconcile;

/// <summary>
/// Repairs a run's findings by rule, so many records a transaction: what the record's state allows is placed as a delivery, the rest says why
/// not. A finding that was decided is not open any more, so whoever goes on after a death repeats nothing.
/// </summary>
internal sealed class Repairer(
    NpgsqlDataSource database, ReconcileRunStore runs, PlacementStore placements, AuditLog audit, DeliverySignal signal, ReconcileOptions options,
    TimeProvider clock)
{
    /// <returns>How many findings have a delivery of their own now.</returns>
    public async Task<int> RunAsync(long run, ISink? sink, string target, string area, Lease lease, CancellationToken cancellationToken)
    {
        while (await StepAsync(run, sink, target, area, lease, cancellationToken))
        {
            signal.Set();
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LeaseStore.AssertHeldAsync(connection, transaction, lease, cancellationToken);
        var (queued, skipped) = await FindingStore.CountAsync(connection, transaction, run, cancellationToken);
        await runs.SetStateAsync(
            connection, transaction, run, ReconcileStates.Completed, $"已排队修复 {queued} 条，未修复 {skipped} 条", cancellationToken);
        await audit.AppendAsync(connection, transaction, [ReconcileAudit.Repaired(area, run, new { target, queued, skipped })], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return queued;
    }

    private async Task<bool> StepAsync(long run, ISink? sink, string target, string area, Lease lease, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LeaseStore.AssertHeldAsync(connection, transaction, lease, cancellationToken);
        var findings = await FindingStore.NextAsync(connection, transaction, run, options.RepairStep, cancellationToken);
        if (findings.Count == 0)
        {
            return false;
        }

        foreach (var kind in findings.GroupBy(x => x.DocKind))
        {
            await DecideAsync(connection, transaction, run, sink, target, area, kind.Key, [.. kind], cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task DecideAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long run, ISink? sink, string target, string area, string kind,
        IReadOnlyList<OpenFinding> findings, CancellationToken cancellationToken)
    {
        string[] docs = [.. findings.Select(x => x.DocId).Distinct()];
        if (DocumentTable.Of(kind) is { } table)
        {
            await VersionStore.LockHighestAsync(connection, transaction, table, area, docs, cancellationToken);
        }

        var now = clock.GetUtcNow();
        var facts = (await FindingStore.FactsAsync(
            connection, transaction, target, area, kind, docs, ChinaTime.DayOf(now), cancellationToken)).ToDictionary(x => x.DocId);
        var decided = findings.GroupBy(x => x.DocId).Select(x => (
            Findings: x.ToList(), Decision: RepairRules.Decide(target, [.. x], facts.GetValueOrDefault(x.Key), sink?.Traits))).ToList();
        var wanted = decided.Select(x => x.Decision).OfType<RepairDecision.Place>().Select(x => x.Wanted).ToList();
        await placements.PlaceAsync(connection, transaction, area, kind, wanted, [.. wanted.Select(x => x.DocId)], cancellationToken);
        await FindingStore.DecideAsync(
            connection, transaction, run, target, area,
            [.. decided.SelectMany(x => x.Findings.Select(y => (y, (x.Decision as RepairDecision.Skip)?.Why)))], now, cancellationToken);
        await audit.AppendAsync(
            connection, transaction,
            [ReconcileAudit.Repaired(area, run, new
            {
                target,
                placed = decided.Where(x => x.Decision is RepairDecision.Place).Select(x => $"{x.Findings[0].DocId} {x.Findings[0].Repair}").ToArray(),
                skipped = decided.Where(x => x.Decision is RepairDecision.Skip).Select(x => x.Findings[0].DocId).ToArray(),
            })],
            cancellationToken);
    }
}
