using Gateway.Adapters.Probing;

namespace Gateway.Pipeline.Certification.Probe;

/// <summary>The way to one feed or target.</summary>
/// <param name="Area">GB/T 2260.</param>
/// <param name="Name">Wire name of the feed, or the target.</param>
/// <param name="Platform">What is called, as operators know it.</param>
/// <param name="Steps">In their order.</param>
public sealed record ProbeReport(string Area, string Name, string Platform, IReadOnlyList<ProbeStep> Steps)
{
    /// <summary>Whether the way is open to its end; one on which nothing could be tried is not.</summary>
    public bool Works => Steps.All(x => x.Mark != ProbeMark.Failed) && Steps.Any(x => x.Mark is ProbeMark.Passed or ProbeMark.Doubtful);
}

/// <summary>How the adapter's own call ended.</summary>
public abstract record ProbeEnd
{
    private ProbeEnd()
    {
    }

    /// <summary>It brought data.</summary>
    /// <param name="Rows">How many rows the page had.</param>
    /// <param name="Words">What there is to say about them.</param>
    /// <param name="Odd">What is to be looked at, or <see langword="null"/>.</param>
    public sealed record Read(int Rows, string Words, string? Odd = null) : ProbeEnd;

    /// <summary>The adapter judged that it failed.</summary>
    public sealed record Refused(string Code, string Message, bool Final) : ProbeEnd;

    /// <summary>No end came in time.</summary>
    public sealed record TimedOut(TimeSpan Limit) : ProbeEnd;
}
