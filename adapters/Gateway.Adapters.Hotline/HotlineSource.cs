using System.Globalization;
using System.Runtime.CompilerServices;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.Hotline;

/// <summary>
/// Pulls leads page by page, by the time they were received, inclusive: what came in the cursor's own second is read again and is unchanged.
/// Leads that come in while it reads stand at the end and lengthen the read; what is inserted further ahead is met by the overlap.
/// </summary>
public sealed class HotlineSource : ISource
{
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);
    private static readonly FeedSchema Schema = FeedSchemas.Lead;
    private static readonly int LeadNo = Schema["leadNo"], ReceivedAt = Schema["receivedAt"], Area = Schema["area"];

    private readonly HotlineOptions _options;
    private readonly HotlineCall _call;
    private readonly PageReader _reader;
    private readonly TimeProvider _time;
    private readonly string _area;

    internal HotlineSource(AdapterContext context, HotlineOptions options)
    {
        (_options, _time, _area) = (options, context.Time, options.AreaCode ?? context.Area);
        _call = new HotlineCall(context, options);
        _reader = new PageReader(new FieldMap(Schema, options.LeadFields), "leads", options.Transport);
    }

    /// <inheritdoc/>
    public string Profile => HotlineProfile.ProfileName;

    /// <inheritdoc/>
    public IReadOnlyCollection<Feed> Feeds { get; } = [Feed.Lead];

    /// <inheritdoc/>
    public async IAsyncEnumerable<SourcePage> ReadAsync(
        PullRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var since = request.UpdatedFrom ?? _time.GetUtcNow().ToOffset(ChinaStandardTime).DateTime.Date.AddDays(-_options.FullDays);
        long read = 0;
        for (var number = 1; ; number++)
        {
            var page = await FetchAsync(since, number, cancellationToken);
            var received = page.Content.Rows!;
            yield return new SourcePage { Number = number, Body = page.Body, Rows = Rows(page.Content), Cursor = CursorOf(received) };
            read += received.Count;
            if (received.Count == 0 || read >= page.Total || (page.Total is null && received.Count < page.PageSize))
            {
                if (read < page.Total)
                {
                    throw new TransientFailure("read_short", $"对方称共 {page.Total} 条线索，只给出 {read} 条");
                }

                yield break;
            }

            if (number >= _options.MaxPages)
            {
                throw new TransientFailure("feed_stuck", $"读了 {number} 页线索仍未读完");
            }
        }
    }

    /// <inheritdoc/>
    public PageRows Parse(Feed feed, ReadOnlyMemory<byte> body) => Rows(_reader.Read(body, 100));

    private async Task<LeadPage> FetchAsync(DateTime since, int number, CancellationToken cancellationToken)
    {
        var names = _options.Query;
        var page = await _call.GetAsync(
            signature => PeerAddress.Join(
                _options.BaseAddress!, _options.LeadsPath,
                [(names.Since, WireText.Time(since)), (names.Page, number.ToString(CultureInfo.InvariantCulture)), .. signature]),
            peer => Checked(LeadPage.Read(peer, _reader), number, peer), cancellationToken);
        return page;
    }

    private LeadPage Checked(LeadPage page, int number, PeerAnswer peer)
    {
        if (!_call.IsSuccess(page))
        {
            return page;
        }

        if (page.Content.Rows is null)
        {
            throw peer.Unreadable("no_rows_member", "对方应答成功但没有数据成员");
        }

        // The feed must move forward: a platform that ignores the page number would show its first page without end.
        return page.Page is { } answered && answered != number
            ? throw new TransientFailure("wrong_page", $"请求第 {number} 页，对方应答第 {answered} 页")
            : page;
    }

    /// <summary>A lead has no exchange envelope: its number identifies it, and the time it was received places it.</summary>
    private PageRows Rows(PageContent content)
    {
        var rows = new List<RawRow>();
        foreach (var row in content.Rows ?? [])
        {
            row.Values[Envelope.Identity] ??= row.Values[LeadNo];
            row.Values[Envelope.ChangedAt] ??= row.Values[ReceivedAt];
            row.Values[Envelope.ChangeId] ??= row.Values[LeadNo];
            if (!_options.OwnAreaOnly || string.IsNullOrEmpty(row.Values[Area]) || row.Values[Area] == _area)
            {
                rows.Add(row);
            }
        }

        return new PageRows(rows, content.Drift);
    }

    /// <summary>The last readable time of a page, whosever lead it is.</summary>
    private static FeedCursor? CursorOf(IReadOnlyList<RawRow> rows)
    {
        for (var i = rows.Count - 1; i >= 0; i--)
        {
            if (DateTime.TryParseExact(
                rows[i].Values[ReceivedAt], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var receivedAt))
            {
                return new FeedCursor(receivedAt, rows[i].Values[LeadNo], null);
            }
        }

        return null;
    }
}
