using Gateway.Adapters.Rest.Calls;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.Rest.Sources;

/// <summary>Pulls the feeds that the profile's YAML tells.</summary>
public sealed class RestSource : ISource
{
    private readonly Dictionary<Feed, FeedReader> _feeds;

    internal RestSource(RestPlatform platform)
    {
        Profile = platform.Profile;
        _feeds = platform.Options.Feeds.ToDictionary(feed => feed.Key, feed => new FeedReader(platform, feed.Key, feed.Value));
    }

    /// <inheritdoc/>
    public string Profile { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<Feed> Feeds => _feeds.Keys;

    /// <inheritdoc/>
    public IAsyncEnumerable<SourcePage> ReadAsync(PullRequest request, CancellationToken cancellationToken) =>
        _feeds[request.Feed].ReadAsync(request, cancellationToken);

    /// <inheritdoc/>
    public PageRows Parse(Feed feed, ReadOnlyMemory<byte> body) => _feeds[feed].Parse(body);
}
