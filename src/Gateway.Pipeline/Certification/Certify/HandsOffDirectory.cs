using System.Collections.Concurrent;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Pipeline.Certification.Certify;

/// <summary>
/// The adapters as configured, less all that a source does at its platform beside reading: a pull into the scratch database must not tell the
/// platform that its rows or files were taken. Only what <see cref="ISource"/> has is passed on.
/// </summary>
internal sealed class HandsOffDirectory(IAdapterDirectory adapters) : IAdapterDirectory
{
    private readonly IAdapterDirectory _adapters = adapters.Current;
    private readonly ConcurrentDictionary<ISource, ISource> _sources = new();

    public IReadOnlyList<AreaSettings> Areas => _adapters.Areas;

    public string Version => _adapters.Version;

    public IReadOnlyList<EffectiveSetting> Effective => _adapters.Effective;

    public ISource? SourceOf(string area, Feed feed) => _adapters.SourceOf(area, feed) is { } source ? _sources.GetOrAdd(source, x => new ReadingOnly(x)) : null;

    public IReadOnlyList<ISink> SinksOf(string area) => _adapters.SinksOf(area);

    private sealed class ReadingOnly(ISource source) : ISource
    {
        public string Profile => source.Profile;

        public IReadOnlyCollection<Feed> Feeds => source.Feeds;

        public IAsyncEnumerable<SourcePage> ReadAsync(PullRequest request, CancellationToken cancellationToken) => source.ReadAsync(request, cancellationToken);

        public PageRows Parse(Feed feed, ReadOnlyMemory<byte> body) => source.Parse(feed, body);
    }
}
