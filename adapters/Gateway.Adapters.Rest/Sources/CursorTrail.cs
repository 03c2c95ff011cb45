using System.Globalization;
using System.Runtime.CompilerServices;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Rest.Sources;

/// <summary>
/// Where a read stands after each of its pages. Only where rows come in order of their change may a page's end be kept: of a read that broke
/// off, rows that had not come yet would be skipped by the next one. Else the end of the read is the only mark, the latest change of all.
/// </summary>
internal sealed class CursorTrail(RestFeedOptions options, PullRequest request)
{
    private DateTime? _latest = request.Mode == PullMode.Full ? null : request.Since?.ChangedAt;
    private int _step = request.Mode == PullMode.Full ? 0 : int.TryParse(request.Since?.ChangeId, CultureInfo.InvariantCulture, out var step) ? step : 0;

    public async IAsyncEnumerable<(FeedPage Page, FeedCursor? Cursor)> FollowAsync(
        IAsyncEnumerable<(FeedPage Page, DateOnly? Day)> pages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        FeedPage? held = null;
        FeedCursor? latest = null;
        await foreach (var (page, day) in pages.WithCancellation(cancellationToken))
        {
            var cursor = CursorOf(page, day);
            if (options.Ordered || options.Paging.Kind == PagingKind.Cursor)
            {
                yield return (page, cursor);
                continue;
            }

            if (held is not null)
            {
                yield return (held, null);
            }

            held = page;
            latest = cursor is not null && (latest is null || cursor.ChangedAt >= latest.ChangedAt) ? cursor : latest;
        }

        if (held is not null)
        {
            yield return (held, latest);
        }
    }

    private FeedCursor? CursorOf(FeedPage page, DateOnly? day) => options.Paging.Kind == PagingKind.Cursor
        ? OpaqueOf(page)
        : page.Latest() ?? (day is { } of ? new FeedCursor(of.ToDateTime(TimeOnly.MinValue), null, null) : null);

    // Beside the platform's own cursor, the latest change seen: a list of deletions is asked for by time. A step of ours tells cursors of one
    // instant apart.
    private FeedCursor? OpaqueOf(FeedPage page)
    {
        var latest = page.Latest()?.ChangedAt;
        _latest = _latest is null || latest > _latest ? latest ?? _latest : _latest;
        return page.Cursor is null ? null
            : new FeedCursor(_latest, _latest is null ? null : (++_step).ToString("00000000", CultureInfo.InvariantCulture), page.Cursor);
    }
}
