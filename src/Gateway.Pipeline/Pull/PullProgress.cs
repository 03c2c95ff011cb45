using Gateway.Contracts;

namespace Gateway.Pipeline.Pull;

/// <summary>Tells whoever watches this process how far its reads are.</summary>
public sealed class PullProgress
{
    /// <summary>Area, feed, rows read so far, rows announced by the platform (if it says).</summary>
    public event Action<string, Feed, long, long?>? Moved;

    internal void Tell(string area, Feed feed, long rows, long? total) => Moved?.Invoke(area, feed, rows, total);
}
