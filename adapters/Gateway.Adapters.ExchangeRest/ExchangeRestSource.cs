using System.Globalization;
using System.Runtime.CompilerServices;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>
/// Pulls the feeds of the exchange page by page: page 1 says how many there are, the others are fetched ahead and yielded in order. Whether
/// the snapshot moved is for the run to decide; this passes on what every page says.
/// </summary>
public sealed class ExchangeRestSource : ISource
{
    private readonly ExchangeRestOptions _options;
    private readonly ExchangeSession _session;
    private readonly Dictionary<Feed, PageReader> _readers;
    private readonly BehaviourSource _behaviours;

    internal ExchangeRestSource(AdapterContext context, ExchangeRestOptions options)
    {
        _options = options;
        _session = new ExchangeSession(context, options);
        _behaviours = new BehaviourSource(options, _session, context.Time);
        _readers = options.Services.Feeds.Keys
            .Select(name => FeedNames.Parse(name) ?? throw new ArgumentException($"未知的数据类别“{name}”", nameof(options)))
            .ToDictionary(feed => feed, feed => new PageReader(
                new FieldMap(FeedSchemas.Of(feed), options.Fields[feed.Wire()]), "rows", options.Transport));
    }

    /// <inheritdoc/>
    public string Profile => ExchangeRestProfile.ProfileName;

    /// <inheritdoc/>
    public IReadOnlyCollection<Feed> Feeds => [.. _readers.Keys, Feed.Behaviour];

    /// <inheritdoc/>
    public IAsyncEnumerable<SourcePage> ReadAsync(PullRequest request, CancellationToken cancellationToken) =>
        request.Feed == Feed.Behaviour ? _behaviours.ReadAsync(request, cancellationToken) : ReadPagesAsync(request, cancellationToken);

    private async IAsyncEnumerable<SourcePage> ReadPagesAsync(
        PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = await FetchAsync(request, 1, null, cancellationToken);
        yield return ToPage(first, 1);
        var pageSize = first.PageSize is > 0 and var answered && answered <= _options.PageSize ? answered : _options.PageSize;
        if (first.Rows.Rows.Count == 0)
        {
            yield break;
        }

        var pages = first.Total is { } total ? (total + pageSize - 1) / pageSize : long.MaxValue;
        // Without a total nothing says how far to fetch ahead: page by page until a short one.
        var ahead = first.Total is null ? 1 : _options.FetchAhead;
        await using var fetches = new OrderedFetch<ExchangePage>(
            ahead, 2, pages, (number, token) => FetchAsync(request, number, first.SnapshotId, token), cancellationToken);
        await foreach (var (number, page) in fetches)
        {
            yield return ToPage(page, number);
            // A page without rows ends the read whatever the total says: the run compares the counts.
            if (page.Rows.Rows.Count == 0 || (first.Total is null && page.Rows.Rows.Count < pageSize))
            {
                yield break;
            }
        }
    }

    /// <inheritdoc/>
    public PageRows Parse(Feed feed, ReadOnlyMemory<byte> body)
    {
        if (feed == Feed.Behaviour)
        {
            return _behaviours.Parse(body);
        }

        // The text for "no rows" was landed as it came: a replay of it is no rows either.
        if (ExchangePage.IsText(BodyText.ToUtf8(body).Utf8.Span, _options.EmptyText))
        {
            return new PageRows([], []);
        }

        var content = _readers[feed].Read(body, _options.PageSize);
        return new PageRows(content.Rows ?? [], content.Drift);
    }

    private Task<ExchangePage> FetchAsync(PullRequest request, long number, string? snapshotId, CancellationToken cancellationToken)
    {
        var sid = _options.Services.Feeds[request.Feed.Wire()];
        var incremental = request.Mode == PullMode.Incremental;
        var address = Address(request, number, snapshotId, incremental);
        return _session.Client.ReadAsync(
            async token =>
            {
                var page = await _session.CallAsync(
                    sid, CallKind.Read, () => new HttpRequestMessage(HttpMethod.Get, address),
                    answer => ExchangePage.Read(answer, _readers[request.Feed], _options.EmptyText, incremental, _options.PageSize), token);
                Check(page, number);
                return page;
            },
            cancellationToken);
    }

    private Uri Address(PullRequest request, long number, string? snapshotId, bool incremental)
    {
        if (incremental && request.UpdatedFrom is null)
        {
            throw new ArgumentException("incremental reads need UpdatedFrom", nameof(request));
        }

        var names = _options.Query;
        return PeerAddress.Join(
            _options.BaseAddress!, _options.ProxyPath,
            (names.Area, _options.AreaCode ?? request.Area),
            (names.Mode, incremental ? "incremental" : "full"),
            (names.UpdatedFrom, incremental ? Time(request.UpdatedFrom) : null),
            (names.UpdatedTo, incremental ? Time(request.UpdatedTo) : null),
            (names.PageNumber, number.ToString(CultureInfo.InvariantCulture)),
            (names.PageSize, _options.PageSize.ToString(CultureInfo.InvariantCulture)),
            (names.SnapshotId, snapshotId));
    }

    private static string? Time(DateTime? at) => at?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private void Check(ExchangePage page, long number)
    {
        if (!_session.IsSuccess(page))
        {
            throw new PermanentFailure("peer_" + page.Code, $"对方认为查询参数有误（{page.Code}）：{page.Message}");
        }

        if (page.Content is { Rows: null })
        {
            throw new TransientFailure("no_rows_member", "对方应答成功但没有数据成员");
        }

        if (page.Rows.Rows.Count > _options.PageSize)
        {
            throw new PermanentFailure("page_overflow", $"对方一页给出 {page.Rows.Rows.Count} 行，超过请求的 {_options.PageSize} 行");
        }

        // The feed must move forward: a platform that ignores the page number would be read without end, or its first page many times.
        if (page.PageNumber is { } answered && answered != number)
        {
            throw new TransientFailure("wrong_page", $"请求第 {number} 页，对方应答第 {answered} 页");
        }
    }

    private static SourcePage ToPage(ExchangePage page, long number) => new()
    {
        Number = checked((int)number),
        Body = page.Body,
        Rows = page.Rows,
        SnapshotId = page.SnapshotId,
        Total = page.Content is null ? 0 : page.Total,
        Cursor = page.Cursor(),
    };
}
