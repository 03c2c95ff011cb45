using System.Globalization;
using System.Web;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Sources;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gateway.UnitTests.Adapters.Rest;

/// <summary>How pages follow one another, and what is not followed: circles, repeated pages, cursors that stand still, sets that move.</summary>
public sealed class PageWalkTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PagingKind.Page, 7)]
    [InlineData(PagingKind.Page, 6)]
    [InlineData(PagingKind.Page, 0)]
    [InlineData(PagingKind.Offset, 7)]
    public async Task Numbered_pages_are_read_to_the_total_and_in_order(PagingKind kind, int rows)
    {
        var peer = Numbered(rows, withTotal: true);
        Assert.Equal(Ids(0, rows), await ReadAsync(peer, new() { Kind = kind, Size = 3 }));
        Assert.Equal(Math.Max(1, (rows + 2) / 3), peer.Calls.Count);
    }

    [Theory]
    [InlineData(7, 3)]
    [InlineData(6, 3)]
    public async Task Without_a_total_pages_are_read_until_a_short_one(int rows, int calls)
    {
        var peer = Numbered(rows, withTotal: false);
        Assert.Equal(Ids(0, rows), await ReadAsync(peer, new() { Kind = PagingKind.Page, Size = 3 }));
        Assert.Equal(calls, peer.Calls.Count);
    }

    [Fact]
    public async Task A_page_past_the_end_ends_the_read_whatever_the_total_says()
    {
        var peer = new StubPeer((request, _) => Query(request, "page") == "1" ? Page(["a", "b"], total: 9) : Page([], total: 9));
        Assert.Equal(["a", "b"], await ReadAsync(peer, new() { Kind = PagingKind.Page, Size = 2, FetchAhead = 1 }));
    }

    [Fact]
    public async Task A_page_that_comes_twice_is_not_believed() => await FailsAsync(
        "page_repeated", new StubPeer((_, _) => Page(["a", "b"], total: 6)), new() { Kind = PagingKind.Page, Size = 2 });

    [Fact]
    public async Task A_cursor_that_stands_still_is_not_followed() => await FailsAsync(
        "feed_stuck", new StubPeer((request, _) => Page([$"x{Query(request, "cursor")}"], cursor: "same", more: true)), new() { Kind = PagingKind.Cursor });

    [Fact]
    public async Task A_read_goes_on_from_the_platform_s_cursor_and_keeps_the_last()
    {
        var peer = new StubPeer((request, _) => Query(request, "cursor") switch
        {
            "c1" => Page(["b"], cursor: "c2", more: true),
            "c2" => Page([], cursor: "c3", more: false),
            _ => throw new InvalidOperationException("the cursor was lost"),
        });
        var pages = await PagesAsync(peer, new() { Kind = PagingKind.Cursor }, Incremental with { Since = new FeedCursor(null, null, "c1") });
        Assert.Equal(["c2", "c3"], pages.Select(page => page.Cursor!.Opaque));
    }

    [Fact]
    public async Task A_page_that_does_not_say_whether_there_is_more_is_no_end() => await FailsAsync(
        "no_more_member", new StubPeer((_, _) => StubPeer.Json("""{"code":"0","rows":[{"id":"a"}],"cursor":"c1"}""")), new() { Kind = PagingKind.Cursor });

    [Fact]
    public async Task A_total_that_stands_on_the_first_page_only_is_the_read_s()
    {
        var peer = new StubPeer((request, _) => Query(request, "page") == "1" ? Page(["a", "b"], total: 3) : Page(["c"]));
        var pages = await PagesAsync(peer, new() { Kind = PagingKind.Page, Size = 2 }, Full);
        Assert.Equal([3, 3], pages.Select(page => page.Total));
    }

    [Fact]
    public async Task Keys_of_the_last_row_lead_on_and_ties_are_not_skipped()
    {
        var rows = Enumerable.Range(0, 7).Select(x => (Time: $"2026-11-0{1 + (x / 5)} 00:00:00", Id: $"k{x}")).ToList();
        var peer = new StubPeer((request, _) =>
        {
            var (time, id) = (Query(request, "t"), Query(request, "i"));
            var page = rows.Where(row => time is null || string.CompareOrdinal($"{row.Time}|{row.Id}", $"{time}|{id}") > 0).Take(3);
            return StubPeer.Json($$"""{"code":"0","rows":[{{string.Join(',', page.Select(row => $$"""{"id":"{{row.Id}}","t":"{{row.Time}}"}"""))}}]}""");
        });
        Assert.Equal(rows.Select(row => row.Id), await ReadAsync(peer, new() { Kind = PagingKind.Keyset, Size = 3 }));
    }

    [Fact]
    public async Task Keys_that_do_not_move_are_not_followed() => await FailsAsync(
        "feed_stuck", new StubPeer((request, _) => StubPeer.Json(
            $$"""{"code":"0","rows":[{"id":"a","t":"2026-11-01 00:00:00","x":"{{Guid.CreateVersion7()}}"}]}""")), new() { Kind = PagingKind.Keyset, Size = 1 });

    [Fact]
    public async Task Links_are_followed_to_their_end_but_not_to_another_host()
    {
        var peer = new StubPeer((request, _) => Query(request, "n") == "2"
            ? Page(["b"]) : StubPeer.Json("""{"code":"0","rows":[{"id":"a"}],"next":"rows?n=2"}"""));
        Assert.Equal(["a", "b"], await ReadAsync(peer, new() { Kind = PagingKind.Link }));

        var elsewhere = new StubPeer((_, _) => StubPeer.Json("""{"code":"0","rows":[{"id":"a"}],"next":"https://elsewhere.invalid/rows"}"""));
        await Assert.ThrowsAsync<PermanentFailure>(() => ReadAsync(elsewhere, new() { Kind = PagingKind.Link }));
        Assert.Single(elsewhere.Calls);
    }

    [Fact]
    public async Task A_link_that_leads_in_a_circle_is_not_followed() => await FailsAsync(
        "feed_stuck",
        new StubPeer((request, _) => StubPeer.Json($$"""{"code":"0","rows":[{"id":"{{Guid.CreateVersion7()}}"}],"next":"/api/rows?n={{(Query(request, "n") == "1" ? 2 : 1)}}"}""")),
        new() { Kind = PagingKind.Link });

    [Fact]
    public async Task A_platform_that_always_says_there_is_more_is_given_up()
    {
        var number = 0;
        await FailsAsync(
            "feed_endless", new StubPeer((_, _) => Page([$"r{++number}"], cursor: $"c{number}", more: true)), new() { Kind = PagingKind.Cursor, MaxPages = 5 });
    }

    [Fact]
    public async Task Every_day_is_asked_for_on_its_own_and_today_too()
    {
        var peer = new StubPeer((request, _) => Page([Query(request, "day")!], total: 1));
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 3, 20, 0, 0, TimeSpan.Zero));
        // 20:00 UTC is the next day in China.
        Assert.Equal(
            ["2026-11-02", "2026-11-03", "2026-11-04"],
            await ReadAsync(peer, new() { ByDay = true, FirstDay = new DateOnly(2026, 11, 2) }, clock: clock));
        // Until midnight, exclusive: that day itself is not asked for.
        var incremental = Incremental with { UpdatedFrom = new DateTime(2026, 11, 1, 23, 50, 0), UpdatedTo = new DateTime(2026, 11, 3) };
        Assert.Equal(["2026-11-01", "2026-11-02"], await ReadAsync(peer, new() { ByDay = true, FirstDay = new DateOnly(2026, 11, 2) }, incremental, clock));
    }

    [Fact]
    public async Task A_part_that_is_short_or_moves_is_not_believed()
    {
        await FailsAsync("feed_short", new StubPeer((_, _) => Page(["a"], total: 2)), new() { Slices = ["01"] });
        await FailsAsync(
            "feed_moved", new StubPeer((request, _) => Page([$"a{Query(request, "page")}"], total: Query(request, "page") == "1" ? 3 : 4)),
            new() { Kind = PagingKind.Page, Size = 1, Slices = ["01"] });
    }

    [Fact]
    public async Task Where_rows_are_in_no_order_only_the_end_of_the_read_is_a_mark()
    {
        var peer = new StubPeer((request, _) => Query(request, "page") == "1"
            ? StubPeer.Json("""{"code":"0","total":"2","rows":[{"id":"a","t":"2026-11-09 00:00:00"}]}""")
            : StubPeer.Json("""{"code":"0","total":"2","rows":[{"id":"b","t":"2026-11-01 00:00:00"}]}"""));
        var pages = await PagesAsync(peer, new() { Kind = PagingKind.Page, Size = 1 }, Full);
        Assert.Equal([null, new DateTime(2026, 11, 9)], pages.Select(page => page.Cursor?.ChangedAt));
        var ordered = await PagesAsync(peer, new() { Kind = PagingKind.Page, Size = 1 }, Full, ordered: true);
        Assert.Equal([new DateTime(2026, 11, 9), new DateTime(2026, 11, 1)], ordered.Select(page => page.Cursor?.ChangedAt));
    }

    private static PullRequest Full { get; } = new("610502", Feed.Subject, PullMode.Full, null, null, null);

    private static PullRequest Incremental { get; } = new(
        "610502", Feed.Subject, PullMode.Incremental, null, new DateTime(2026, 11, 1), new DateTime(2026, 11, 3));

    private static StubPeer Numbered(int rows, bool withTotal) => new((request, _) =>
    {
        var offset = Query(request, "offset") is { } at ? int.Parse(at, CultureInfo.InvariantCulture) : 0;
        return Page(Ids(0, rows).Skip(offset).Take(3), total: withTotal ? rows : null);
    });

    private static IEnumerable<string> Ids(int from, int count) => Enumerable.Range(from, count).Select(x => $"r{x:00}");

    private static HttpResponseMessage Page(IEnumerable<string> ids, int? total = null, string? cursor = null, bool? more = null) => StubPeer.Json(
        $$"""{"code":"0","total":{{total?.ToString(CultureInfo.InvariantCulture) ?? "null"}},"cursor":{{(cursor is null ? "null" : $"\"{cursor}\"")}},"more":{{(more == true ? "true" : "false")}},"rows":[{{string.Join(',', ids.Select(id => $$"""{"id":"{{id}}"}"""))}}]}""");

    private static string? Query(HttpRequestMessage request, string name) => HttpUtility.ParseQueryString(request.RequestUri!.Query)[name];

    private static async Task FailsAsync(string code, StubPeer peer, PagingOptions paging)
    {
        var failure = await Assert.ThrowsAsync<TransientFailure>(() => ReadAsync(peer, paging));
        Assert.Equal(code, failure.Code);
    }

    private static async Task<List<string?>> ReadAsync(StubPeer peer, PagingOptions paging, PullRequest? request = null, TimeProvider? clock = null) =>
        [.. (await PagesAsync(peer, paging, request ?? Full, clock: clock)).SelectMany(page => page.Rows.Rows).Select(row => row.Values[Envelope.Identity])];

    private static async Task<List<SourcePage>> PagesAsync(
        StubPeer peer, PagingOptions paging, PullRequest request, bool ordered = false, TimeProvider? clock = null)
    {
        var options = new RestOptions
        {
            BaseAddress = new Uri("https://stub.invalid/api/"),
            Answer = new() { Code = "code", Rows = "rows", Total = "total", Cursor = "cursor", Next = "next", More = paging.Kind == PagingKind.Cursor ? "more" : null },
            Outcomes = new() { Success = ["0"] },
            Transport = new() { ReadRetries = 0 },
            Feeds =
            {
                [Feed.Subject] = new()
                {
                    Paging = paging, Ordered = ordered, Fields = { ["identity"] = FieldRule.Rename("id"), ["changedAt"] = FieldRule.Rename("t") },
                    Call = new()
                    {
                        Path = "rows",
                        Query =
                        {
                            ["page"] = "{page}", ["offset"] = "{offset}", ["cursor"] = "{cursor}", ["t"] = "{lastTime}", ["i"] = "{lastId}", ["day"] = "{day}",
                        },
                    },
                },
            },
        };
        List<SourcePage> pages = [];
        await foreach (var page in new RestSource(peer.Platform(options, clock)).ReadAsync(request, Cancelled))
        {
            pages.Add(page);
        }

        return pages;
    }
}
