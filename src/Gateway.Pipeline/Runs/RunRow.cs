using Gateway.Adapters.Sources;

namespace Gateway.Pipeline.Runs;

/// <summary>How a run ended.</summary>
public enum RunOutcome
{
    Running,
    Completed,

    /// <summary>A full read shrank beyond the threshold: its rows are merged, its deletions wait for an operator.</summary>
    Held,
    Failed,

    /// <summary>The read was given up (the set moved, the process died); what it had merged stays, it deletes nothing.</summary>
    Abandoned,
}

/// <summary>A run while it is under way.</summary>
/// <param name="RunId">Its id.</param>
/// <param name="Area">The feed's area.</param>
/// <param name="Feed">The feed.</param>
/// <param name="Mode">Full or incremental.</param>
/// <param name="Lease">What every write is fenced by.</param>
public sealed record RunRow(long RunId, string Area, Contracts.Feed Feed, PullMode Mode, Lease Lease);

/// <summary>What is remembered of a feed between runs.</summary>
/// <param name="Cursor">Where the last read ended; <see langword="null"/> before the first.</param>
/// <param name="FullReadAt">When a full read was last completed.</param>
public sealed record FeedState(FeedCursor? Cursor, DateTimeOffset? FullReadAt);
