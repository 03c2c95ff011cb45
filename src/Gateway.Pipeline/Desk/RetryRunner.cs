using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Documents;
using Npgsql;

namespace Gateway.Pipeline.Desk;

/// <summary>
/// Advances operations, a step a transaction: follow what was placed, place what may go now, say how it stands. The lock on the operation
/// is held through the step, so any number of processes may try, and one that dies leaves nothing half done.
/// </summary>
public sealed class RetryRunner(
    NpgsqlDataSource database, OperationStore operations, ItemStore items, RetryStore retries, PlacementStore placements, IAdapterDirectory directory,
    AuditLog audit, DeliverySignal signal)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Steps whatever is due.</summary>
    /// <returns>How many steps there were.</returns>
    public async Task<int> RunDueAsync(CancellationToken cancellationToken)
    {
        var steps = 0;
        while (await StepAsync(cancellationToken))
        {
            steps++;
        }

        return steps;
    }

    private async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await operations.LockDueAsync(connection, transaction, cancellationToken) is not { } id)
        {
            return false;
        }

        await items.FollowAsync(connection, transaction, id, cancellationToken);
        var operation = await OperationStore.FindAsync(connection, transaction, id, cancellationToken) ?? throw new InvalidOperationException("操作不存在");
        var next = StepRules.Next(operation);
        if (next.Items > 0)
        {
            await PlaceAsync(connection, transaction, operation, next.Items, cancellationToken);
        }

        var note = next.TrialFailed
            ? $"试发失败，已暂停：{await ItemStore.LastFailureAsync(connection, transaction, id, cancellationToken)}"
            : null;
        await operations.SteppedAsync(connection, transaction, id, next.State, note, next.Pause ?? Look, next.Ended, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (next.Items > 0)
        {
            signal.Set();
        }

        return true;
    }

    private async Task PlaceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DeskOperation operation, int most, CancellationToken cancellationToken)
    {
        var waiting = await ItemStore.WaitingAsync(connection, transaction, operation.Id, most, cancellationToken);
        var touched = await RetryStore.WithBatchAsync(connection, transaction, waiting, cancellationToken);
        foreach (var table in DocumentTable.All.Append(DocumentTable.Handling))
        {
            foreach (var area in touched.Where(x => x.Kind == table.Kind).GroupBy(x => x.Area).OrderBy(x => x.Key, StringComparer.Ordinal))
            {
                await VersionStore.LockHighestAsync(
                    connection, transaction, table, area.Key, [.. area.Select(x => x.DocId).Distinct()], cancellationToken);
            }
        }

        var facts = await retries.LockAsync(connection, transaction, operation.Id, [.. touched.Select(x => x.DeliveryId)], cancellationToken);
        var batches = facts.Where(x => x.OpenBatch is not null).ToLookup(x => x.OpenBatch);
        var decided = new Dictionary<long, RetryDecision>();
        foreach (var one in facts.Where(x => waiting.Contains(x.DeliveryId)))
        {
            decided[one.DeliveryId] = RetryRules.Decide(one, [.. batches[one.OpenBatch].Where(_ => one.OpenBatch is not null)], TraitsOf);
        }

        // A stored batch goes whole: its other members, which are items too, go with the first.
        foreach (var batch in decided.Values.OfType<RetryDecision.Revive>().Distinct().ToList())
        {
            await retries.ReviveAsync(connection, transaction, batch.BatchId, cancellationToken);
            foreach (var member in batches[batch.BatchId])
            {
                decided[member.DeliveryId] = batch;
            }
        }

        var again = facts.Where(x => decided.GetValueOrDefault(x.DeliveryId) is RetryDecision.Place).ToList();
        foreach (var group in again.GroupBy(x => (x.Area, x.Kind)))
        {
            await placements.PlaceAsync(
                connection, transaction, group.Key.Area, group.Key.Kind, [.. group.Select(Wanted)], [.. group.Select(x => x.DocId).Distinct()], cancellationToken);
        }

        await RecordAsync(connection, transaction, operation, facts, decided, cancellationToken);
    }

    private async Task RecordAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DeskOperation operation, IReadOnlyList<RetryFacts> facts,
        Dictionary<long, RetryDecision> decided, CancellationToken cancellationToken)
    {
        var newest = await RetryStore.NewestAsync(connection, transaction, [.. decided.Keys], cancellationToken);
        await items.DecideAsync(
            connection, transaction, operation.Id,
            [.. decided.Select(x => x.Value is RetryDecision.Skip skip
                ? (x.Key, "skipped", (long?)null, (string?)skip.Why)
                : (x.Key, "placed", newest[x.Key], null))],
            cancellationToken);
        await audit.AppendAsync(
            connection, transaction,
            [.. facts.Where(x => decided.ContainsKey(x.DeliveryId)).GroupBy(x => x.Area).Select(area => RetryDesk.Entry(
                AuditKinds.DeskRetried, operation.Id,
                new
                {
                    by = operation.ChangedBy,
                    sent = area.Where(x => decided[x.DeliveryId] is not RetryDecision.Skip).Select(Name).ToArray(),
                    skipped = area.Where(x => decided[x.DeliveryId] is RetryDecision.Skip).Select(Name).ToArray(),
                },
                area.Key))],
            cancellationToken);
    }

    private static string Name(RetryFacts one) => $"{one.DocId}#{one.Version}@{one.Target}";

    private static WantedDelivery Wanted(RetryFacts one) => one.Operation == "d"
        ? new WantedDelivery(one.Target, one.DocId, one.Version, NotRoutedReason: one.Stated, Withdraw: true, Basis: one.Basis)
        : new WantedDelivery(one.Target, one.DocId, one.Version);

    private TargetTraits? TraitsOf(RetryFacts one) => directory.SinksOf(one.Area).FirstOrDefault(x => x.Target == one.Target)?.Traits;
}
