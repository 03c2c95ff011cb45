using System.Runtime.CompilerServices;
using System.Text.Json;
using Gateway.Adapters.Rest.Calls;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Templates;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.Rest.Sources;

/// <summary>One feed of the platform.</summary>
internal sealed class FeedReader
{
    // A list of deletions says nothing of itself when it is read again.
    private static readonly byte[] DeletionsMark = "{\"gateway:deletions\":"u8.ToArray();

    private readonly RestPlatform _platform;
    private readonly RestFeedOptions _options;
    private readonly PageFetch _full;
    private readonly PageFetch _incremental;
    private readonly PageFetch? _deletions;
    private readonly JobRunner? _job;

    public FeedReader(RestPlatform platform, Feed feed, RestFeedOptions options)
    {
        (_platform, _options) = (platform, options);
        var rows = new RowSet(feed, options.Fields, deletions: false, platform.Options.Transport, platform.Context.Time);
        _full = new PageFetch(platform, options.Call!, rows);
        _incremental = options.Incremental is { } incremental ? new PageFetch(platform, incremental, rows) : _full;
        _deletions = options.Deletions is { } deletions
            ? new PageFetch(platform, deletions.Call!, new RowSet(feed, deletions.Fields, deletions: true, platform.Options.Transport, platform.Context.Time))
            : null;
        _job = options.Job is { } job ? new JobRunner(platform, job) : null;
    }

    public async IAsyncEnumerable<SourcePage> ReadAsync(PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var values = ValuesOf(request);
        if (_job is not null)
        {
            values = await _job.RunAsync(values, cancellationToken);
        }

        var incremental = request.Mode == PullMode.Incremental;
        var number = 0;
        var cursors = new CursorTrail(_options, request);
        await foreach (var page in cursors.FollowAsync(
            Pages(_options.Paging, incremental ? _incremental : _full, incremental && _deletions is not null)
                .PagesAsync(request, values, cancellationToken), cancellationToken))
        {
            yield return Made(++number, page.Page, page.Page.Answer.Body, page.Cursor);
        }

        if (!incremental || _deletions is null)
        {
            yield break;
        }

        await foreach (var (page, _) in Pages(_options.Deletions!.Paging, _deletions, ownCount: true).PagesAsync(
            request with { Since = null }, values, cancellationToken))
        {
            yield return Made(++number, page, Marked(_deletions.Reader.AsJson(page.Answer.Body)), null);
        }
    }

    public PageRows Parse(ReadOnlyMemory<byte> body)
    {
        if (_deletions is not null && body.Span.StartsWith(DeletionsMark))
        {
            return _deletions.Rows.Read(_deletions.Reader.RowsOf(body[DeletionsMark.Length..^1], isJson: true));
        }

        try
        {
            return _full.Rows.Read(_full.Reader.RowsOf(body));
        }
        catch (JsonException) when (_incremental != _full)
        {
            return _incremental.Rows.Read(_incremental.Reader.RowsOf(body));
        }
    }

    private static SourcePage Made(int number, FeedPage page, ReadOnlyMemory<byte> body, FeedCursor? cursor) => new()
    {
        Number = number, Body = body, Rows = page.Rows, Cursor = cursor, Total = page.Total, SnapshotId = page.Snapshot,
    };

    private static byte[] Marked(ReadOnlyMemory<byte> json) => [.. DeletionsMark, .. json.Span, (byte)'}'];

    private FeedRead Pages(PagingOptions paging, PageFetch fetch, bool ownCount) =>
        new(paging, new PageWalk(paging, fetch, _platform.Options.BaseAddress!), ownCount, _platform.Context.Time);

    private CallValues ValuesOf(PullRequest request) => new(_platform.Values)
    {
        ["area"] = request.Area,
        ["feed"] = request.Feed.Wire(),
        ["mode"] = request.Mode == PullMode.Full ? "full" : "incremental",
        ["from"] = request.Mode == PullMode.Full ? null : request.UpdatedFrom,
        ["to"] = request.Mode == PullMode.Full ? null : request.UpdatedTo,
    };
}
