using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Quality;
using Npgsql;

namespace Gateway.Pipeline.Delivery;

/// <summary>Makes batches: claims, loads, maps, packs and stores in one transaction, so that a batch's members stand before its first send.</summary>
public sealed class BatchFormer(
    NpgsqlDataSource database, QueueStore queue, BatchStore batches, BatchNumberStore numbers, IEnumerable<IDeliveryDocuments> documents,
    AuditLog audit, QualityStore quality, DeliveryOptions options, TimeProvider clock)
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);
    private readonly Dictionary<string, IDeliveryDocuments> _documents = documents.ToDictionary(x => x.Kind);

    /// <summary>Forms what one claim yields; <paramref name="owner"/> holds the batches.</summary>
    /// <param name="most">Most deliveries to claim.</param>
    /// <param name="version">Of the configuration that the sink is of.</param>
    internal async Task<Formed> FormAsync(
        QueueGroup group, ISink sink, Guid owner, int most, string version, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var claimed = await QueueStore.ClaimAsync(
            connection, transaction, group, Math.Min(most, Math.Max(options.ClaimSize, sink.Limits.MaxRows)), cancellationToken);
        if (claimed.Count == 0)
        {
            return new Formed(0, []);
        }

        var held = await FormAsync(connection, transaction, group, sink, owner, claimed, int.MaxValue, version, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Formed(claimed.Count, held);
    }

    /// <summary>Forms a refused batch's members again, in halves. They are read anew, so what became exempt meanwhile stays behind.</summary>
    internal async Task<IReadOnlyList<HeldBatch>> FormHalvesAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, HeldBatch refused, ISink sink, Guid owner, CancellationToken cancellationToken)
    {
        var group = new QueueGroup(refused.Target, refused.Area, refused.Kind, refused.Push.Operation.Letter());
        var members = await QueueStore.MembersAsync(connection, transaction, refused.Members.Select(x => x.DeliveryId), cancellationToken);
        return await FormAsync(connection, transaction, group, sink, owner, members, (members.Count + 1) / 2, refused.AdaptersVersion, cancellationToken);
    }

    /// <summary>Forms a batch's members again without those that were taken back: what waits behind them moves up.</summary>
    internal async Task<IReadOnlyList<HeldBatch>> FormRestAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, HeldBatch batch, ISink sink, Guid owner, CancellationToken cancellationToken)
    {
        var group = new QueueGroup(batch.Target, batch.Area, batch.Kind, batch.Push.Operation.Letter());
        var ids = batch.Members.Select(x => x.DeliveryId);
        var members = await QueueStore.MembersAsync(connection, transaction, ids, cancellationToken);
        var taken = await QueueStore.TakenBackAsync(connection, transaction, ids, cancellationToken);
        var why = new MappedDocument.NotRouted("taken_back", "发送前已决定撤回或不予公示");
        List<BatchPacking.LeftOut> leftOut = [.. members.Where(x => taken.Contains(x.DeliveryId)).Select(x => new BatchPacking.LeftOut(x, why))];
        await queue.LeaveOutAsync(connection, transaction, leftOut, cancellationToken);
        await audit.AppendAsync(connection, transaction, [.. LeftOutAudit.Entries(group, leftOut)], cancellationToken);
        return await FormAsync(
            connection, transaction, group, sink, owner, [.. members.Where(x => !taken.Contains(x.DeliveryId))], int.MaxValue, batch.AdaptersVersion, cancellationToken);
    }

    /// <summary>A receipt that never came is a finding: the platform is late, and nobody may forget the batch.</summary>
    internal Task FindAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, HeldBatch overdue, CancellationToken cancellationToken) =>
        quality.AddAsync(connection, transaction, overdue.Area, overdue.Kind, LeftOutFindings.Overdue(overdue), cancellationToken);

    private async Task<IReadOnlyList<HeldBatch>> FormAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, QueueGroup group, ISink sink, Guid owner,
        IReadOnlyList<ClaimedDelivery> claimed, int mostMembers, string version, CancellationToken cancellationToken)
    {
        var loaded = await _documents[group.Kind].LoadAsync(
            connection, transaction, group.Area, DeliveryOperations.Parse(group.Operation), claimed, cancellationToken);
        var now = clock.GetUtcNow().ToOffset(Shanghai);
        var formedAt = DateTime.SpecifyKind(new DateTime(now.Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond), DateTimeKind.Unspecified);
        // At worst every document fills a batch of its own; what is left over goes back.
        var stamps = new Queue<string>(
            await numbers.TakeAsync(group.Target, DateOnly.FromDateTime(formedAt), claimed.Count, cancellationToken));
        var (packed, leftOut) = BatchPacking.Pack(
            sink, claimed, loaded, sink.Limits.MaxRows, mostMembers, () => new BatchStamp(stamps.Dequeue(), formedAt));
        numbers.Return(group.Target, stamps);
        var stored = await batches.InsertAsync(
            connection, transaction, group, owner, [.. packed.Select(x => (x, sink.Compose(x.Stamp, x.Rows)))], cancellationToken);
        var held = stored.Select(x => x with { AdaptersVersion = version }).ToList();
        await queue.LeaveOutAsync(connection, transaction, leftOut, cancellationToken);
        await quality.AddAsync(connection, transaction, group.Area, group.Kind, LeftOutFindings.Of(group, leftOut), cancellationToken);
        await audit.AppendAsync(
            connection, transaction, [.. held.Zip(packed, AttemptAudit.Formed), .. LeftOutAudit.Entries(group, leftOut)], cancellationToken);
        return held;
    }

    /// <param name="Claimed">Deliveries taken off the queue; some may have been left out.</param>
    internal sealed record Formed(int Claimed, IReadOnlyList<HeldBatch> Batches);
}
