using System.Net.Http.Json;
using Gateway.Contracts;
using Gateway.IntegrationTests.Push;
using Gateway.IntegrationTests.Reconcile;
using Gateway.Pipeline.Disclosure;
using Gateway.Testing;
using Npgsql;
using Xunit;

namespace Gateway.IntegrationTests.Tables;

/// <summary>
/// A county behind a front-end database, turned on by settings alone: subjects and matters come from its tables, results go into its table,
/// the platform's answers are followed, and both books say the same.
/// </summary>
public sealed class TableCountyTests(PostgresFixture postgres)
{
    private static readonly PushTarget Target = PushTarget.Exchange with { Name = "exchange-table", Settings = "ExchangeTable", Profile = "p5" };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_county_pulls_from_tables_and_pushes_into_them()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync(Cancelled);
        await using var bench = await StartAsync(database);
        foreach (var feed in new[] { Feed.Subject, Feed.Matter })
        {
            await bench.Gateway.PullDoneAsync(PushBench.Area, feed, full: true);
            await AssertHoldsAsync(bench, feed);
            var loaded = await CountAsync(database, feed == Feed.Subject ? "t_jgdx" : "t_jgsx");
            await ControlAsync(bench, "change", new { area = PushBench.Area, feed = feed.Wire(), @new = 5, changed = 4, deleted = 3, late = 2, lateSeconds = 30 });
            await Until.TrueAsync(
                "the changes are in the table", TimeSpan.FromSeconds(60),
                async _ => await CountAsync(database, feed == Feed.Subject ? "t_jgdx" : "t_jgsx") >= loaded + 12, Cancelled);
            var changes = await bench.Gateway.PullDoneAsync(PushBench.Area, feed);
            Assert.True(changes is { New: > 0, Changed: > 0, DeletedByRow: > 0 }, $"{feed}: {changes}");
            await AssertHoldsAsync(bench, feed);
        }

        Assert.Equal(2, await CountAsync(database, "t_exchange_state"));
        var results = await bench.StoreNewAsync(7);
        await AnsweredAsync(bench, database, 7);
        await Target.AssertHoldsAllAsync(bench);

        var withdrawn = results[2];
        await bench.Gateway.Get<WithdrawalIntake>().StoreAsync(PushBench.Area, withdrawn.Id!, new WithdrawalRequest("录入有误", "更正通知〔2026〕3号"), Cancelled);
        await bench.StoreAsync(results[3] with { Version = 2, ActionName = "成品油经营单位联合复查" });
        await AnsweredAsync(bench, database, 9);
        Assert.Equal("DELETED", Assert.Single(await bench.LedgerAsync("p5"), x => x.Id == Target.IdOf(withdrawn)).State);
        var states = await Task.WhenAll(results.Select(async x => Assert.Single((await bench.AskAsync(x.Id!)).Targets).State));
        Assert.Equal(results.Select(x => x == withdrawn ? "withdrawn" : "accepted"), states);

        await bench.SettleForComparisonAsync();
        var counts = await bench.ComparedAsync(Target);
        Assert.Empty(await bench.FindingsAsync(Target));
        Assert.True(counts.Clean && counts.Matched >= 6, $"{counts}");
        await bench.AssertAuditIntactAsync();
    }

    // Fails when an answer that is late counts as one, or a refusal as success.
    [Fact]
    public async Task Answers_may_be_late_or_refuse_and_nothing_is_sent_twice()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync(Cancelled);
        await using var bench = await StartAsync(database);
        await ControlAsync(bench, "front-end", new { never = true });
        var results = await bench.StoreNewAsync(2);
        for (var round = 0; round < 3; round++)
        {
            await bench.RoundAsync();
        }

        Assert.Equal(results.Select(x => $"{x.Id} sent"), await bench.OpenAsync("exchange-table"));
        await ControlAsync(bench, "front-end", new { code = "2003", words = "代码未知" });
        await AnsweredAsync(bench, database, 2);
        Assert.All(await bench.StatesAsync("exchange-table"), x => Assert.EndsWith("= rejected 2003", x, StringComparison.Ordinal));
        Assert.Equal(2, await CountAsync(database, "t_jgxw_check_action"));

        await ControlAsync(bench, "front-end", new { });
        await bench.StoreAsync([.. results.Select(x => x with { Version = 2 })]);
        await AnsweredAsync(bench, database, 4);
        await Target.AssertHoldsAllAsync(bench);
    }

    private async Task<PushBench> StartAsync(TestDatabase database) => await PushBench.StartAsync(
        postgres,
        values =>
        {
            values["Gateway:Profiles:ExchangeTable:ConnectionString"] = database.ConnectionString;
            values[$"Gateway:Counties:{PushBench.Area}:Feeds:subject:Profile"] = "exchange-table";
            values[$"Gateway:Counties:{PushBench.Area}:Feeds:matter:Profile"] = "exchange-table";
            values[$"Gateway:Counties:{PushBench.Area}:Targets:0"] = "exchange-table";
            values.Remove($"Gateway:Counties:{PushBench.Area}:ExemptByRule:exchange-rest");
            values["Gateway:Reconcile:ReadPause"] = "00:00:00";
        },
        change: x => x with { FrontEndDatabase = database.ConnectionString });

    /// <summary>Everything is sent, so many rows are answered, and every delivery has come to its end.</summary>
    private static async Task AnsweredAsync(PushBench bench, TestDatabase database, int rows)
    {
        await Until.TrueAsync(
            $"{rows} rows are answered", TimeSpan.FromSeconds(60),
            async _ =>
            {
                await bench.DrainAsync();
                return await CountAsync(database, "t_jgxw_check_action_back") >= rows;
            },
            Cancelled);
        await bench.SettleAsync();
    }

    /// <summary>What is stored is what the platform has in force; rows that repeat a record are later changes of it in a table.</summary>
    private static async Task AssertHoldsAsync(PushBench bench, Feed feed)
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        var truth = await http.GetFromJsonAsync<System.Text.Json.JsonElement>(new Uri(bench.Platforms, $"_sandbox/truth?area={PushBench.Area}"), Cancelled);
        var wanted = truth.GetProperty("areas")[0].GetProperty("feeds").EnumerateArray().Single(x => x.GetProperty("feed").GetString() == feed.Wire());
        var status = await bench.Gateway.StatusAsync(PushBench.Area, feed);
        var bad = wanted.GetProperty("bad").EnumerateObject().Where(x => x.Name != "identity_repeated" && x.Value.GetInt64() > 0)
            .Select(x => $"{x.Name} {x.Value.GetInt64()}").Order(StringComparer.Ordinal);
        Assert.Equal(wanted.GetProperty("good").GetInt64() + wanted.GetProperty("spoiled").GetInt64(), status.Stored);
        Assert.Equal(bad, status.Quarantine.Where(x => x.Value > 0).Select(x => $"{x.Key} {x.Value}").Order(StringComparer.Ordinal));
    }

    private static async Task ControlAsync(PushBench bench, string what, object order)
    {
        using var http = new HttpClient(new SocketsHttpHandler());
        using var answer = await http.PostAsJsonAsync(new Uri(bench.Platforms, $"_sandbox/{what}"), order, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    private static async Task<long> CountAsync(TestDatabase database, string table)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand($"select count(*) from {table}", connection);
        return (long)(await command.ExecuteScalarAsync(Cancelled) ?? 0L);
    }
}
