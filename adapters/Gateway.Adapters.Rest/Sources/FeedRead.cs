using System.Runtime.CompilerServices;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Templates;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Rest.Sources;

/// <summary>
/// A read in parts: every slice, every day, each page by page. A part that is not whole, or a page that comes twice, ends the read: it would
/// be taken for records that are gone.
/// </summary>
/// <param name="options">How pages follow one another.</param>
/// <param name="walk">Goes from page to page.</param>
/// <param name="ownCount">Whether totals are the parts' own: the run would take them for those of the whole read.</param>
/// <param name="time">The clock.</param>
internal sealed class FeedRead(PagingOptions options, PageWalk walk, bool ownCount, TimeProvider time)
{
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);

    private bool IsInParts => ownCount || options.Slices.Count > 0 || options.ByDay;

    /// <summary>The pages of all parts, each with the day it is of.</summary>
    public async IAsyncEnumerable<(FeedPage Page, DateOnly? Day)> PagesAsync(
        PullRequest request, CallValues values, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<Guid>();
        var since = request.Mode == PullMode.Full ? null : request.Since?.Opaque;
        foreach (var (part, day) in Parts(request, values))
        {
            long rows = 0;
            FeedPage? first = null;
            await foreach (var fetched in walk.PagesAsync(part, since, cancellationToken))
            {
                // Many platforms say how many there are, and of which set, on their first page only.
                var page = fetched with { Total = fetched.Total ?? first?.Total, Snapshot = fetched.Snapshot ?? first?.Snapshot };
                if (page.Count > 0 && !seen.Add(page.Fingerprint()))
                {
                    throw new TransientFailure("page_repeated", "对方给出的一页与之前的一页完全相同，读取不可信");
                }

                first ??= page;
                if (IsInParts && (page.Total != first.Total || page.Snapshot != first.Snapshot))
                {
                    throw new TransientFailure("feed_moved", $"读取过程中总数由 {first.Total} 变为 {page.Total}（或快照变化），数据已变动");
                }

                rows += page.Count;
                yield return (IsInParts ? page with { Total = null, Snapshot = null } : page, day);
            }

            if (IsInParts && first?.Total is { } announced && announced != rows)
            {
                throw new TransientFailure("feed_short", $"对方说共 {announced} 条，只给出 {rows} 条");
            }
        }
    }

    private IEnumerable<(CallValues Values, DateOnly? Day)> Parts(PullRequest request, CallValues values)
    {
        foreach (var slice in options.Slices.DefaultIfEmpty(null))
        {
            var sliced = slice is null ? values : values.With("slice", slice);
            if (!options.ByDay)
            {
                yield return (sliced, null);
                continue;
            }

            var last = Last(request);
            for (var day = First(request); day <= last; day = day.AddDays(1))
            {
                yield return (sliced.With("day", day), day);
            }
        }
    }

    private DateOnly First(PullRequest request) => request is { Mode: PullMode.Incremental, UpdatedFrom: { } from }
        ? DateOnly.FromDateTime(from)
        : options.FirstDay ?? Today;

    // The end is exclusive.
    private DateOnly Last(PullRequest request) => request is { Mode: PullMode.Incremental, UpdatedTo: { } to }
        ? DateOnly.FromDateTime(to.AddTicks(-1))
        : Today;

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().ToOffset(ChinaStandardTime).DateTime);
}
