using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Pull;

/// <summary>What to pull.</summary>
/// <param name="Area">GB/T 2260, six digits.</param>
/// <param name="Feed">The feed.</param>
/// <param name="Full">Read everything even though a cursor exists.</param>
/// <param name="AcceptShrink">An operator looked and believes the shrunken snapshot.</param>
public sealed record PullCommand(string Area, Contracts.Feed Feed, bool Full = false, bool AcceptShrink = false);

/// <summary>How a pull ended.</summary>
public abstract record PullOutcome
{
    private PullOutcome()
    {
    }

    public sealed record Completed(long RunId, RunCounters Counters) : PullOutcome;

    /// <summary>The full read shrank; nothing was deleted.</summary>
    public sealed record Held(long RunId, RunCounters Counters, string Message) : PullOutcome;

    /// <summary>The platform could not be read, or its answer made no sense.</summary>
    public sealed record Failed(long? RunId, string Code, string Message) : PullOutcome;

    /// <summary>Another process (or an earlier occurrence) pulls this feed now.</summary>
    public sealed record Busy : PullOutcome;

    /// <summary>The area does not pull this feed.</summary>
    public sealed record NotConfigured : PullOutcome;
}
