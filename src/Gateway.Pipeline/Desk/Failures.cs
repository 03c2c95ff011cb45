namespace Gateway.Pipeline.Desk;

/// <summary>What an operator looks for. Nothing given: all.</summary>
/// <param name="Group">A group's key.</param>
/// <param name="AsOf">What a page that was shown carries: only what it could show, and that unchanged.</param>
public sealed record FailureQuery(
    string? Target = null, string? Code = null, string? Area = null, string? DocId = null, string? Uscc = null, string? Group = null,
    string? AsOf = null);

/// <summary>Deliveries that failed in the same way.</summary>
public sealed record FailureGroup(
    string Key, string Target, string Code, string Words, long Count, long Parked, DateTimeOffset Since, DateTimeOffset Last, IReadOnlyList<string> Areas);

/// <summary>One delivery that failed and that nothing followed.</summary>
/// <param name="Reason">Masked.</param>
public sealed record Failure(
    long DeliveryId, string Target, string Area, string Kind, string DocId, int Version, string Operation, string State, string Code,
    string Reason, DateTimeOffset At);
