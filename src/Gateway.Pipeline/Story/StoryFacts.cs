using Gateway.Pipeline.Documents;

namespace Gateway.Pipeline.Story;

/// <summary>What the tables and the audit log hold of one result, penalty or licence.</summary>
/// <param name="OfResult">Entries about the result itself: withdrawals, and whatever else is decided on one result.</param>
internal sealed record StoryFacts(
    DocumentTable Table, string Area, string ResultId, IReadOnlyList<VersionFact> Versions, IReadOnlyList<DeliveryFact> Deliveries, IReadOnlyList<BatchFact> Batches,
    ILookup<long, AttemptFact> Attempts, ILookup<int, StoryEntry> Intakes, ILookup<string, StoryEntry> OfBatches, IReadOnlyList<StoryEntry> LeftOut,
    IReadOnlyList<StoryEntry> OfResult)
{
    public IEnumerable<StoryEntry> Entries => Intakes.SelectMany(x => x).Concat(OfBatches.SelectMany(x => x)).Concat(LeftOut).Concat(OfResult).DistinctBy(x => x.EntryId);

    /// <summary>The entry of what a delivery was placed by: an intake, or a decision on the result. They commit together.</summary>
    public IReadOnlyList<StoryEntry> PlacedBy(DeliveryFact delivery) =>
        [.. Intakes[delivery.Version].Concat(OfResult)
            .OrderBy(x => (x.At - delivery.CreatedAt).Duration()).ThenBy(x => OfResult.Contains(x) != (delivery.Operation == "d")).Take(1)];

    /// <summary>The entry of what replaced a delivery: the next version, or a decision on the same one.</summary>
    public IReadOnlyList<StoryEntry> ReplacedBy(DeliveryFact delivery) =>
        [.. Intakes.Where(x => x.Key > delivery.Version).SelectMany(x => x).Concat(OfResult)
            .Where(x => x.At >= delivery.CreatedAt).OrderBy(x => x.At).Take(1)];
}

internal sealed record VersionFact(
    int Version, DateTimeOffset StoredAt, string Source, byte[] ContentHash, DateOnly CheckedOn, string LeadDeptCode, string? ExemptGround);

internal sealed record DeliveryFact(
    long DeliveryId, string Target, int Version, string Operation, string State, string? Code, string? Reason, long? BatchId,
    DateTimeOffset CreatedAt, DateTimeOffset? EndedAt);

/// <param name="WireIds">The rows of this result alone.</param>
internal sealed record BatchFact(
    long BatchId, string Target, string Operation, string BatchNo, DateTimeOffset FormedAt, byte[] PayloadHash, string State, int Members,
    IReadOnlyList<long> Deliveries, IReadOnlyList<string> WireIds);

internal sealed record AttemptFact(
    long BatchId, int Attempt, string Step, DateTimeOffset At, int DurationMs, string Outcome, string? Code, string? Message);
