namespace Gateway.Adapters.Probing;

/// <summary>One step on the way to a platform.</summary>
/// <param name="Name">Its name in Chinese, for example 连接.</param>
/// <param name="Mark">How it went.</param>
/// <param name="Seen">What was seen, in Chinese; no secret, no personal data.</param>
/// <param name="Remedy">What to do, in Chinese; <see langword="null"/> where there is nothing to do.</param>
/// <param name="Took">How long it took; zero where that means nothing.</param>
public sealed record ProbeStep(string Name, ProbeMark Mark, string Seen, string? Remedy = null, TimeSpan Took = default);

/// <summary>How a step went.</summary>
public enum ProbeMark
{
    /// <summary>It works.</summary>
    Passed,

    /// <summary>It works, and something is to be looked at.</summary>
    Doubtful,

    /// <summary>It does not work.</summary>
    Failed,

    /// <summary>It was not tried, or does not apply.</summary>
    Skipped,
}
