using Gateway.Contracts;

namespace Gateway.Pipeline.Pull;

/// <summary>Tells whoever compiles that a feed's records changed. A lost nudge costs the time until the schedule compiles anyway.</summary>
public interface IFeedNudge
{
    void FeedPulled(string area, Feed feed);
}

/// <summary>A process without a bus: the schedule of a server compiles.</summary>
internal sealed class NoFeedNudge : IFeedNudge
{
    public void FeedPulled(string area, Feed feed)
    {
    }
}
