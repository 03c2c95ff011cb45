using Gateway.Adapters.Failures;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Tables;

/// <summary>Reading the tables of a front-end database.</summary>
public sealed class TableSourceTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when the keyset compares the time alone (ties at a page's edge are skipped), or with >= (they come twice).
    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    public async Task Rows_of_one_instant_come_once_each_whatever_the_page(string pageSize)
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        foreach (var id in new[] { "c5", "c1", "c4", "c2", "c3" })
        {
            await frontEnd.ChangeAsync(id, "r" + id, "08:00:00");
        }

        await frontEnd.ChangeAsync("c0", "rc0", "08:00:01");
        var (source, _) = frontEnd.Adapters(("PageSize", pageSize));

        Assert.Equal(
            ["c1 rc1 u", "c2 rc2 u", "c3 rc3 u", "c4 rc4 u", "c5 rc5 u", "c0 rc0 u"], await FrontEnd.ReadAsync(source, FrontEnd.Since("08:00:00")));
    }

    [Fact]
    public async Task An_incremental_read_begins_with_its_first_instant_and_ends_before_its_last()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        await frontEnd.ChangeAsync("c1", "r1", "07:59:59");
        await frontEnd.ChangeAsync("c2", "r2", "08:00:00");
        await frontEnd.ChangeAsync("c3", "r3", "08:59:59");
        await frontEnd.ChangeAsync("c4", "r4", "09:00:00");
        var (source, _) = frontEnd.Adapters();

        Assert.Equal(["c2 r2 u", "c3 r3 u"], await FrontEnd.ReadAsync(source, FrontEnd.Since("08:00:00", "09:00:00")));
        Assert.Empty(await FrontEnd.ReadAsync(source, FrontEnd.Since("10:00:00")));
    }

    // Fails when the full read takes every change (r1 comes three times), or the last by time alone (c3 and c4 tie).
    [Fact]
    public async Task A_full_read_shows_the_last_change_of_each_record_and_one_that_is_gone_as_gone()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        await frontEnd.ChangeAsync("c1", "r1", "08:00:00", "i");
        await frontEnd.ChangeAsync("c4", "r1", "09:00:00");
        await frontEnd.ChangeAsync("c3", "r1", "09:00:00");
        await frontEnd.ChangeAsync("c5", "r2", "08:30:00", "i");
        await frontEnd.ChangeAsync("c6", "r2", "08:40:00", "d");
        await frontEnd.ChangeAsync("c7", "", "08:50:00", "i");
        await frontEnd.ChangeAsync("c8", "", "08:50:00", "i");
        var (source, _) = frontEnd.Adapters(("PageSize", "2"));

        Assert.Equal(["c6 r2 d", "c7  i", "c8  i", "c4 r1 u"], await FrontEnd.ReadAsync(source, FrontEnd.Full()));
    }

    [Fact]
    public async Task Only_the_areas_rows_are_read()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        await frontEnd.ChangeAsync("c1", "r1", "08:00:00");
        await frontEnd.ChangeAsync("c2", "r2", "08:00:00", source: "610502");
        await frontEnd.ChangeAsync("c3", "r3", "08:00:00", source: "610521");

        Assert.Equal(["c1 r1 u"], await FrontEnd.ReadAsync(frontEnd.Adapters().Source, FrontEnd.Full()));
        Assert.Equal(
            ["c1 r1 u", "c3 r3 u"],
            await FrontEnd.ReadAsync(
                frontEnd.Adapters(("Tables:subject:Area:Values:0", "610503"), ("Tables:subject:Area:Values:1", "610521")).Source,
                FrontEnd.Since("00:00:00")));
    }

    [Fact]
    public async Task The_cursor_is_the_last_row_and_a_page_holds_the_tables_own_names()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        await frontEnd.ChangeAsync("c1", "r1", "08:00:00", name: "“引号”\\反斜杠<b>");
        await frontEnd.ChangeAsync("c2", "r2", "08:00:00");
        var (source, _) = frontEnd.Adapters();
        var page = Assert.Single(await PagesAsync(source, FrontEnd.Full()));

        Assert.Equal(new FeedCursor(FrontEnd.At("08:00:00"), "c2", null), page.Cursor);
        Assert.Equal("“引号”\\反斜杠<b>", page.Rows.Rows[0].Values[FeedSchemas.Subject["name"]]);
        Assert.Contains("\"subject_name\":\"“引号”", System.Text.Encoding.UTF8.GetString(page.Body.Span), StringComparison.Ordinal);
        Assert.Empty(page.Rows.Drift);
    }

    // Fails when a text is fetched whole and passed on: the row would be readable.
    [Fact]
    public async Task One_giant_value_spoils_its_row_and_no_other()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        await frontEnd.ExecuteAsync("alter table t_jgdx alter column tags type text");
        await frontEnd.ChangeAsync("c1", "r1", "08:00:00");
        await frontEnd.ChangeAsync("c2", "r2", "08:00:00");
        await frontEnd.ExecuteAsync("update t_jgdx set tags = repeat('签', 3000000) where cd_id = 'c1'");
        var (source, _) = frontEnd.Adapters(("MaxValueBytes", "1000"));
        var page = Assert.Single(await PagesAsync(source, FrontEnd.Full()));

        Assert.Equal([true, false], page.Rows.Rows.Select(x => x.Unreadable is not null));
        Assert.True(page.Body.Length < 20_000, $"{page.Body.Length} bytes");
    }

    [Fact]
    public async Task What_lacks_is_named_in_Chinese()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        await frontEnd.ExecuteAsync("alter table t_jgdx drop column tags; alter table t_jgdx drop column status");
        var column = await FailsAsync<PermanentFailure>(frontEnd);
        Assert.Equal(("column_missing", true), (column.Code, column.Message.Contains("表 t_jgdx 没有列：status、tags", StringComparison.Ordinal)));
        Assert.Empty(await FrontEnd.ReadAsync(
            frontEnd.Adapters(("Tables:subject:OptionalColumns:0", "tags"), ("Tables:subject:OptionalColumns:1", "status")).Source, FrontEnd.Full()));

        await frontEnd.ExecuteAsync("drop table t_jgdx");
        var table = await FailsAsync<PermanentFailure>(frontEnd);
        Assert.Equal(("table_missing", true), (table.Code, table.Message.Contains("t_jgdx", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_database_that_is_away_or_refuses_the_login_is_told_apart_and_no_secret_shows()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        var away = await FailsAsync<TransientFailure>(frontEnd, "Host=127.0.0.1;Port=1;Database=x;Username=u;Password=canary-secret");
        Assert.Equal("database_away", away.Code);
        var missing = await FailsAsync<PermanentFailure>(frontEnd, frontEnd.ConnectionString + ";Database=no_such_database");
        Assert.Equal("database_missing", missing.Code);
        var unreadable = await FailsAsync<PermanentFailure>(frontEnd, "Host=h;Database=d;Timeout=canary-secret");
        Assert.Equal("connection_string", unreadable.Code);
        Assert.All(new Exception[] { away, missing, unreadable }, x => Assert.DoesNotContain("canary", x.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_read_that_is_left_lets_go_of_its_connection()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        await frontEnd.ExecuteAsync(
            "insert into t_jgdx (cd_id, cd_time, cd_source, record_unique_identity) select 'c' || n, now(), '610503', 'r' || n from generate_series(1, 50000) n");
        var (source, _) = frontEnd.Adapters(("PageSize", "10"), ("ConnectionString", frontEnd.ConnectionString + ";Maximum Pool Size=1;Timeout=5"));
        for (var times = 0; times < 3; times++)
        {
            await foreach (var page in source.ReadAsync(FrontEnd.Full(), Cancelled))
            {
                Assert.Equal(10, page.Rows.Rows.Count);
                break;
            }
        }
    }

    // Fails when the acknowledgement may go back, or writes another row each time.
    [Fact]
    public async Task What_was_taken_is_acknowledged_and_only_moves_forward()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        var (source, _) = frontEnd.Adapters();
        foreach (var (time, id) in new[] { ("08:00:00", "c1"), ("09:00:00", "c2"), ("09:00:00", "c3"), ("08:30:00", "c9"), ("09:00:00", "c2") })
        {
            await source.SettleAsync(Settled(Feed.Subject, new FeedCursor(FrontEnd.At(time), id, null)), Cancelled);
        }

        await source.SettleAsync(Settled(Feed.Matter, new FeedCursor(FrontEnd.At("07:00:00"), null, null)), Cancelled);
        Assert.Equal(
            ["t_jgdx gateway-610503 2026-11-23 09:00:00 c3", "t_jgsx gateway-610503 2026-11-23 07:00:00 "],
            await frontEnd.ListAsync("select table_name || ' ' || consumer || ' ' || cd_time || ' ' || cd_id from t_exchange_state order by 1"));
    }

    /// <summary>Other databases keep times as text, with a zone, or number their rows.</summary>
    [Theory]
    [InlineData("alter table t_jgdx alter column cd_time type varchar(19) using to_char(cd_time, 'YYYY-MM-DD HH24:MI:SS')")]
    [InlineData("alter table t_jgdx alter column cd_time type timestamptz using cd_time at time zone 'Asia/Shanghai'")]
    [InlineData("alter table t_jgdx alter column cd_time type char(30) using to_char(cd_time, 'YYYY-MM-DD HH24:MI:SS')")]
    [InlineData("alter table t_jgdx alter column cd_id type bigint using substr(cd_id, 2)::bigint")]
    public async Task Columns_may_have_other_types(string alter)
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        await frontEnd.ChangeAsync("c1", "r1", "07:00:00");
        await frontEnd.ChangeAsync("c2", "r2", "08:00:00");
        await frontEnd.ChangeAsync("c3", "r3", "08:00:00");
        await frontEnd.ChangeAsync("c4", "r4", "09:00:00");
        await frontEnd.ExecuteAsync(alter);
        var (source, _) = frontEnd.Adapters(("PageSize", "1"));

        Assert.Equal(["r2", "r3"], (await FrontEnd.ReadAsync(source, FrontEnd.Since("08:00:00", "09:00:00"))).Select(x => x.Split(' ')[1]));
        Assert.Equal(["r1", "r2", "r3", "r4"], (await FrontEnd.ReadAsync(source, FrontEnd.Full())).Select(x => x.Split(' ')[1]));
        Assert.Equal(FrontEnd.At("09:00:00"), (await PagesAsync(source, FrontEnd.Full()))[^1].Cursor?.ChangedAt);
    }

    [Fact]
    public async Task A_table_with_an_id_that_rises_is_read_on_from_it_with_an_overlap()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        foreach (var id in new[] { "1", "2", "3", "4", "5" })
        {
            await frontEnd.ChangeAsync(id, "r" + id, "08:00:00");
        }

        await frontEnd.ExecuteAsync("alter table t_jgdx alter column cd_id type bigint using cd_id::bigint");
        var (source, _) = frontEnd.Adapters("    tables: { subject: { cursor: { time: \"\", overlapIds: 2 } } }");
        Assert.Equal("5", (await PagesAsync(source, FrontEnd.Full()))[^1].Cursor?.Opaque);
        var request = new PullRequest(FrontEnd.Area, Feed.Subject, PullMode.Incremental, new FeedCursor(null, null, "5"), null, null);
        Assert.Equal(["4 r4 u", "5 r5 u"], await FrontEnd.ReadAsync(source, request));
    }

    /// <summary>The landed page has what the table has: a mapping that is mended gives the new meaning at the next replay.</summary>
    [Fact]
    public async Task Rules_make_fields_of_columns_when_the_page_is_read()
    {
        await using var frontEnd = await FrontEnd.CreateAsync(postgres);
        await frontEnd.ChangeAsync("c1", "r1", "08:00:00", name: " 样例 ");
        await frontEnd.ExecuteAsync("update t_jgdx set establish_date = '2010年1月2日', subject_kind = 'QY'");
        var (source, _) = frontEnd.Adapters(
            """
                tables:
                  subject:
                    columns:
                      name: { from: [subject_name, legal_person], steps: [ trim, firstOf ] }
                      establishedOn: { from: establish_date, steps: [ date: yyyy年M月d日 ] }
                      kind: { from: subject_kind, steps: [ codes: { map: { "GT": "03" }, unknown: keep } ] }
            """);
        var page = Assert.Single(await PagesAsync(source, FrontEnd.Full()));
        string? Value(PageRows rows, string field) => rows.Rows[0].Values[FeedSchemas.Subject[field]];

        Assert.Equal(("样例", "2010-01-02", "QY"), (Value(page.Rows, "name"), Value(page.Rows, "establishedOn"), Value(page.Rows, "kind")));
        var mended = frontEnd.Adapters("    tables: { subject: { columns: { kind: { from: subject_kind, steps: [ codes: { map: { \"QY\": \"01\" } } ] } } } }").Source;
        Assert.Equal("01", Value(mended.Parse(Feed.Subject, page.Body), "kind"));
    }

    private static async Task<List<SourcePage>> PagesAsync(ISource source, PullRequest request)
    {
        var pages = new List<SourcePage>();
        await foreach (var page in source.ReadAsync(request, Cancelled))
        {
            pages.Add(page);
        }

        return pages;
    }

    private static Task<T> FailsAsync<T>(FrontEnd frontEnd, string? connectionString = null)
        where T : Exception =>
        Assert.ThrowsAsync<T>(() => PagesAsync(
            frontEnd.Adapters(("ConnectionString", connectionString ?? frontEnd.ConnectionString)).Source, FrontEnd.Since("00:00:00")));

    private static SettledRead Settled(Feed feed, FeedCursor reached) =>
        new(new PullRequest(FrontEnd.Area, feed, PullMode.Full, null, null, null), Taken: true, reached, [], 0);
}
