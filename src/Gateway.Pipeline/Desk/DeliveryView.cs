namespace Gateway.Pipeline.Desk;

/// <summary>One delivery with what was sent and answered. Nothing in it is in clear that must be masked.</summary>
/// <param name="Sent">The record's part of the stored payload, masked; <see langword="null"/> where nothing was formed yet.</param>
public sealed record DeliveryView(
    long Id, string Target, string Area, string Kind, string DocId, int Version, string Operation, string State, string? Code, string? Reason,
    DateTimeOffset CreatedAt, DateTimeOffset? EndedAt, string? BatchNo, int Members, string? Sent, IReadOnlyList<AttemptView> Attempts,
    IReadOnlyList<SiblingView> Siblings);

/// <summary>One attempt of the delivery's batch.</summary>
public sealed record AttemptView(
    int Attempt, string Step, DateTimeOffset At, int DurationMs, string Outcome, string? Code, string? Message, int Accepted, int Published,
    int Withdrawn, int Rejected, int Unknown);

/// <summary>Another delivery of the same record at the same target.</summary>
public sealed record SiblingView(long Id, int Version, string Operation, string State, DateTimeOffset CreatedAt);
