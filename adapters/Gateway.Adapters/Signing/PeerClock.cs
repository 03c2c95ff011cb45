namespace Gateway.Adapters.Signing;

/// <summary>
/// Our clock as a peer would read it. A peer that refuses a request as expired says by its Date header how far the clocks differ;
/// signatures made afterwards carry the corrected time.
/// </summary>
public sealed class PeerClock(TimeProvider time)
{
    private long _offsetTicks;

    /// <summary>The corrected time.</summary>
    public DateTimeOffset Now => time.GetUtcNow() + Offset;

    /// <summary>What is added to our clock.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));

    /// <summary>Takes over the peer's time; without one nothing changes.</summary>
    /// <param name="peerTime">The Date header of its answer, to the second.</param>
    public void Correct(DateTimeOffset? peerTime)
    {
        if (peerTime is { } theirs)
        {
            Interlocked.Exchange(ref _offsetTicks, (theirs - time.GetUtcNow()).Ticks);
        }
    }
}
