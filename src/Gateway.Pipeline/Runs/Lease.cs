namespace Gateway.Pipeline.Runs;

/// <summary>The right to work on something, with a token that rises at every take-over (law 4).</summary>
public sealed record Lease(string Name, long Token);

/// <summary>Another process has taken over: whatever this one still wants to write must not be written.</summary>
public sealed class LeaseLost(string name) : Exception($"The lease {name} was taken over by another process");
