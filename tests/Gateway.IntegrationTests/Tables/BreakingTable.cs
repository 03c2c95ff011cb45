using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.IntegrationTests.Tables;

/// <summary>The table source as the pipeline gets it, except that a read may die at a page's edge and rows may be committed between two pages.</summary>
internal sealed class BreakingTable(ISettlingSource source, TimeSpan overlap) : ISettlingSource, IAdapterDirectory
{
    /// <summary>Pages that are given before the process dies; none when it doesn't.</summary>
    public int? DiesAfter { get; set; }

    /// <summary>What others do between two pages.</summary>
    public Func<Task>? Between { get; set; }

    public string Profile => source.Profile;

    public IReadOnlyCollection<Feed> Feeds => [Feed.Subject];

    public IReadOnlyList<AreaSettings> Areas { get; } =
        [new(FrontEnd.Area, "华州区", "县", [new FeedSettings(Feed.Subject, "table", "0 0 * * *", "0 0 * * 0", overlap, 1)], [], "0 0 * * *", null)];

    public string Version => "breaking";

    public ISource? SourceOf(string area, Feed feed) => feed == Feed.Subject ? this : null;

    public IReadOnlyList<ISink> SinksOf(string area) => [];

    public PageRows Parse(Feed feed, ReadOnlyMemory<byte> body) => source.Parse(feed, body);

    public Task SettleAsync(SettledRead read, CancellationToken cancellationToken) => source.SettleAsync(read, cancellationToken);

    public async IAsyncEnumerable<SourcePage> ReadAsync(
        PullRequest request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = 0;
        await foreach (var page in source.ReadAsync(request, cancellationToken))
        {
            if (pages++ == DiesAfter)
            {
                throw new TransientFailure("reset", "与前置库的连接中断");
            }

            yield return page;
            if (Between is { } between)
            {
                Between = null;
                await between();
            }
        }
    }
}
