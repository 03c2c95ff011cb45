namespace Gateway.IntegrationTests.Push;

/// <summary>Runs as time does and can be put forward: what is due in minutes is due now, while sockets and timeouts keep real time.</summary>
internal sealed class ForwardClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _ahead));

    public void ForwardTo(DateTimeOffset at) => Interlocked.Add(ref _ahead, Math.Max(0, (at - GetUtcNow()).Ticks + 1));
}
