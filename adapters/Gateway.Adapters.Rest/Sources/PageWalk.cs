using System.Runtime.CompilerServices;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Templates;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Rest.Sources;

/// <summary>Goes from page to page in the way that the platform has, and is not led in circles.</summary>
/// <param name="options">The way.</param>
/// <param name="fetch">Fetches a page.</param>
/// <param name="baseAddress">Links may not lead elsewhere.</param>
internal sealed class PageWalk(PagingOptions options, PageFetch fetch, Uri baseAddress)
{
    /// <summary>The pages of one read.</summary>
    /// <param name="values">Values of the read.</param>
    /// <param name="since">The platform's own cursor, where an earlier read ended.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public IAsyncEnumerable<FeedPage> PagesAsync(CallValues values, string? since, CancellationToken cancellationToken)
    {
        var sized = values.With("size", (long)options.Size);
        return options.Kind switch
        {
            PagingKind.None => OneAsync(sized, cancellationToken),
            PagingKind.Page or PagingKind.Offset => NumberedAsync(sized, cancellationToken),
            PagingKind.Cursor => ByCursorAsync(sized, since, cancellationToken),
            PagingKind.Keyset => ByKeyAsync(sized, cancellationToken),
            PagingKind.Link => ByLinkAsync(sized, cancellationToken),
        };
    }

    private async IAsyncEnumerable<FeedPage> OneAsync(CallValues values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await fetch.FetchAsync(values, cancellationToken);
    }

    private async IAsyncEnumerable<FeedPage> NumberedAsync(CallValues values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = await fetch.FetchAsync(Numbered(values, 0, null), cancellationToken);
        yield return first;
        if (first.Count == 0 || (first.Total is null && first.Count < options.Size))
        {
            yield break;
        }

        // Without a total nothing says how far to fetch ahead: page by page until a short one. A platform may give fewer rows than asked for.
        var size = first.Total is not null && first.Count < options.Size ? first.Count : options.Size;
        var last = first.Total is { } total ? (total + size - 1) / size : options.MaxPages + 1L;
        await using var fetches = new OrderedFetch<FeedPage>(
            first.Total is null ? 1 : options.FetchAhead, 1, last - 1,
            (number, token) => fetch.FetchAsync(Numbered(values, number, first, size), token), cancellationToken);
        await foreach (var (number, page) in fetches)
        {
            Bounded(number);
            yield return page;
            // A page without rows ends the read whatever the total says: the counts are compared afterwards.
            if (page.Count == 0 || (first.Total is null && page.Count < options.Size))
            {
                yield break;
            }
        }
    }

    private CallValues Numbered(CallValues values, long number, FeedPage? first, int? size = null) => new(values)
    {
        ["page"] = options.First + number,
        ["offset"] = number * (size ?? options.Size),
        ["snapshot"] = first?.Snapshot,
    };

    private async IAsyncEnumerable<FeedPage> ByCursorAsync(
        CallValues values, string? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var cursor = since;
        for (var number = 0L; ; number++)
        {
            Bounded(number);
            var page = await fetch.FetchAsync(values.With("cursor", cursor), cancellationToken);
            yield return page;
            if (page.More is { } more ? !more : page.Cursor is null || page.Count == 0)
            {
                yield break;
            }

            // A cursor that stands still would be read without end.
            if (page.Cursor is null || page.Cursor == cursor)
            {
                throw new TransientFailure("feed_stuck", "对方说还有数据，但游标没有前进");
            }

            cursor = page.Cursor;
        }
    }

    private async IAsyncEnumerable<FeedPage> ByKeyAsync(CallValues values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (string? Time, string? Id) last = (null, null);
        for (var number = 0L; ; number++)
        {
            Bounded(number);
            var page = await fetch.FetchAsync(new CallValues(values) { ["lastTime"] = last.Time, ["lastId"] = last.Id }, cancellationToken);
            yield return page;
            // A platform may give fewer rows than asked for: only an empty page says that nothing follows.
            if (page.More is { } more ? !more : page.Count == 0)
            {
                yield break;
            }

            var next = page.LastKey;
            if (next is (null, null) || next == last)
            {
                throw new TransientFailure("feed_stuck", "对方说还有数据，但末条记录的时间与编号没有前进");
            }

            last = next;
        }
    }

    private async IAsyncEnumerable<FeedPage> ByLinkAsync(CallValues values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var visited = new HashSet<Uri>();
        Uri? next = null;
        for (var number = 0L; ; number++)
        {
            Bounded(number);
            var page = await fetch.FetchAsync(values, cancellationToken, next);
            yield return page;
            if (page.Next is null)
            {
                yield break;
            }

            next = Below(page.Next);
            if (!visited.Add(next))
            {
                throw new TransientFailure("feed_stuck", "对方给出的下一页地址已经读过");
            }
        }
    }

    // What is signed for one platform is not carried to another.
    private Uri Below(string link) =>
        Uri.TryCreate(baseAddress, link, out var next) && Uri.Compare(
            next, baseAddress, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
            ? next
            : throw new PermanentFailure("foreign_link", "对方给出的下一页地址不在该平台之内");

    private void Bounded(long number)
    {
        if (number >= options.MaxPages)
        {
            throw new TransientFailure("feed_endless", $"读了 {options.MaxPages} 页仍未结束，停止读取");
        }
    }
}
