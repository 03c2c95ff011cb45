namespace Gateway.Pipeline.Audit;

/// <summary>Something that happened and must be provable.</summary>
/// <param name="Kind">One of <see cref="AuditKinds"/>.</param>
/// <param name="Area">GB/T 2260, or <see langword="null"/> where no one area is concerned.</param>
/// <param name="Subject">What it is about: <c>run:12</c>, <c>result:610502/R1#2</c>, <c>batch:77</c>.</param>
/// <param name="Detail">JSON text without personal data in clear.</param>
public sealed record AuditEvent(string Kind, string? Area, string Subject, string Detail);
