using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Contracts.Leads;
using Gateway.Pipeline.Leads;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Push;

/// <summary>
/// What became of leads, from the county to the hotline: every step once, in the order of its lead, whatever fails between.
/// Fails when a later step makes an earlier, unsent one disappear (the steps of a delivery are only its own), when the same step twice is two, or when
/// a county's own lead is told to the hotline.
/// </summary>
public sealed class HandlingPushTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Target = "hotline";

    private readonly HttpClient _http = new(new SocketsHttpHandler());
    private PushBench? _bench;

    private PushBench Bench => _bench ?? throw new InvalidOperationException();

    private LeadIntake Intake => Bench.Gateway.Get<LeadIntake>();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await PushBench.StartAsync(postgres, values =>
        {
            var county = $"Gateway:Counties:{PushBench.Area}:";
            values[county + "Targets:0"] = Target;
            values[county + "ExemptByRule:exchange-rest"] = null;
            values[county + "Feeds:Lead:Profile"] = "hotline";
            values[county + "Feeds:Lead:Cron"] = "*/10 * * * *";
            values[county + "Feeds:Lead:FullCron"] = "0 3 1 * *";
            values["Gateway:Profiles:Hotline:FullDays"] = "3650";
            values["Gateway:Profiles:Hotline:Transport:AttemptTimeout"] = "20s";
        });
        await Bench.Gateway.PullDoneAsync(PushBench.Area, Feed.Lead);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Bench.DisposeAsync();
    }

    [Fact]
    public async Task Steps_arrive_in_order_and_once()
    {
        var leads = await LeadNosAsync(3);
        foreach (var state in new[] { HandlingState.Accepted, HandlingState.Assigned, HandlingState.Handled })
        {
            foreach (var lead in leads)
            {
                Assert.IsType<LeadOutcome.Stored>(await Intake.StoreAsync(PushBench.Area, lead, Step(state), Cancelled));
                Assert.IsType<LeadOutcome.Same>(await Intake.StoreAsync(PushBench.Area, lead, Step(state), Cancelled));
            }

            await Bench.SettleAsync();
        }

        Assert.Equal(leads.SelectMany(x => new[] { $"{x} accepted 1", $"{x} assigned 1", $"{x} handled 1" }).Order(StringComparer.Ordinal), (await ToldAsync()).Order(StringComparer.Ordinal));
        Assert.All(await ToldByLeadAsync(), x => Assert.Equal(["accepted", "assigned", "handled"], x.Value));
        Assert.All(await Bench.StatesAsync(Target), x => Assert.EndsWith("= accepted", x, StringComparison.Ordinal));
        await Bench.AssertAuditIntactAsync();
    }

    [Fact]
    public async Task Steps_that_came_while_the_hotline_was_away_all_arrive_in_order()
    {
        var lead = (await LeadNosAsync(1))[0];
        await Bench.FaultAsync(new { kind = "503", profile = "p10" });
        foreach (var state in new[] { HandlingState.Accepted, HandlingState.Assigned, HandlingState.Transferred, HandlingState.Handled })
        {
            await Intake.StoreAsync(PushBench.Area, lead, Step(state), Cancelled);
            await Bench.RoundAsync();
        }

        Assert.True(await Bench.EndFaultsAsync() > 0);
        await Bench.SettleAsync();
        Assert.Equal(["accepted", "assigned", "transferred", "handled"], (await ToldByLeadAsync())[lead]);
        await Bench.AssertAuditIntactAsync();
    }

    [Theory]
    [InlineData("reset-after", false)]
    [InlineData("truncated", false)]
    [InlineData("html", true)]
    [InlineData("garbage", true)]
    [InlineData("503", true)]
    [InlineData("cut", false)]
    public async Task A_lost_answer_makes_no_second_step(string kind, bool take)
    {
        var leads = await LeadNosAsync(2);
        await Bench.FaultAsync(new { kind, profile = "p10", path = "handling", take, skip = 1, count = 1 });
        foreach (var lead in leads)
        {
            await Intake.StoreAsync(PushBench.Area, lead, Step(HandlingState.Accepted), Cancelled);
            await Intake.StoreAsync(PushBench.Area, lead, Step(HandlingState.Handled), Cancelled);
        }

        await Bench.SettleAsync();
        Assert.Equal(1, await Bench.EndFaultsAsync());
        Assert.All(await ToldByLeadAsync(), x => Assert.Equal(["accepted", "handled"], x.Value));
        Assert.Equal(2, (await ToldByLeadAsync()).Count);
    }

    [Fact]
    public async Task A_refused_step_is_rejected_with_words_and_the_next_is_sent()
    {
        var lead = (await LeadNosAsync(1))[0];
        await Bench.FaultAsync(new { kind = "code", code = "400", profile = "p10", path = "handling", count = 1 });
        await Intake.StoreAsync(PushBench.Area, lead, Step(HandlingState.Accepted), Cancelled);
        await Bench.SettleAsync();
        Assert.Equal([$"{lead}#1 i@hotline = rejected 400"], await Bench.StatesAsync(Target));
        await Intake.StoreAsync(PushBench.Area, lead, Step(HandlingState.Handled), Cancelled);
        await Bench.SettleAsync();
        Assert.Equal(["handled"], (await ToldByLeadAsync())[lead]);
    }

    [Fact]
    public async Task A_countys_own_lead_is_handled_and_not_told_and_an_unknown_one_is_not_there()
    {
        var now = Bench.Clock.GetUtcNow();
        var own = new CountyLead
        {
            LeadNo = "OWN-1", Area = PushBench.Area, Channel = "协会", Content = "群众反映样例问题（合成）", ReceivedAt = now, Deadline = new DateOnly(2099, 12, 31),
        };
        Assert.IsType<LeadOutcome.Stored>(await Intake.StoreAsync(PushBench.Area, own, Cancelled));
        Assert.IsType<LeadOutcome.Same>(await Intake.StoreAsync(PushBench.Area, own, Cancelled));
        Assert.IsType<LeadOutcome.Conflict>(await Intake.StoreAsync(PushBench.Area, own with { Content = "别的内容" }, Cancelled));
        Assert.IsType<LeadOutcome.Stored>(await Intake.StoreAsync(PushBench.Area, "OWN-1", Step(HandlingState.Handled), Cancelled));
        Assert.IsType<LeadOutcome.Unknown>(await Intake.StoreAsync(PushBench.Area, "nobody's", Step(HandlingState.Handled), Cancelled));
        await Bench.SettleAsync();
        Assert.Equal(["OWN-1#1 i@hotline = not_routed own_lead"], await Bench.StatesAsync(Target));
        Assert.Empty(await ToldAsync());
        var clear = string.Join(' ', await Bench.ListAsync("select t::text from own_lead t union all select t::text from handling_version t union all select t::text from audit_entry t"));
        Assert.DoesNotContain("群众反映", clear, StringComparison.Ordinal);
        Assert.DoesNotContain("已处理", clear, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Steps_handed_in_at_once_are_as_many_versions()
    {
        var lead = (await LeadNosAsync(1))[0];
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            Task.Run(() => Intake.StoreAsync(PushBench.Area, lead, Step(HandlingState.Assigned) with { Text = $"已处理 {i % 4}" }, Cancelled))));
        Assert.Equal([1, 2, 3, 4], outcomes.OfType<LeadOutcome.Stored>().Select(x => x.Version).Order());
        Assert.Equal(4, outcomes.OfType<LeadOutcome.Same>().Count());
        await Bench.SettleAsync();
        Assert.Equal(4, (await ToldByLeadAsync())[lead].Count);
    }

    /// <summary>Steps of several leads, rounds and every kind of fault in an order by the dice; a failure prints its seed.</summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Whatever_comes_between_every_lead_is_told_its_steps_in_order(int seed)
    {
        string[] kinds = ["503", "html", "truncated", "reset-after", "reset-before", "garbage", "empty", "cut"];
        var (dice, leads, told) = (new Random(seed), await LeadNosAsync(4), new Dictionary<string, List<string>>());
        for (var act = 0; act < 60; act++)
        {
            switch (dice.Next(5))
            {
                case 0 or 1:
                    var lead = leads[dice.Next(leads.Length)];
                    var state = Enum.GetValues<HandlingState>()[dice.Next(5)];
                    var text = $"第 {act} 步";
                    Assert.IsType<LeadOutcome.Stored>(await Intake.StoreAsync(PushBench.Area, lead, Step(state) with { Text = text }, Cancelled));
                    told.TryAdd(lead, []);
                    told[lead].Add(text);
                    break;
                case 2:
                    await Bench.FaultAsync(new { kind = kinds[dice.Next(kinds.Length)], profile = "p10", path = "handling", take = dice.Next(2) == 0, count = 1 + dice.Next(2) });
                    break;
                default:
                    await Bench.RoundAsync();
                    break;
            }
        }

        await Bench.EndFaultsAsync();
        await Bench.SettleAsync();
        // What was parked when its attempts were spent goes out with the next step.
        foreach (var lead in told.Keys)
        {
            await Intake.StoreAsync(PushBench.Area, lead, Step(HandlingState.Handled) with { Text = "末步" }, Cancelled);
            told[lead].Add("末步");
        }

        await Bench.SettleAsync();
        var seen = (await HandlingAsync()).GroupBy(x => x.GetProperty("leadNo").GetString()!)
            .ToDictionary(x => x.Key, x => x.OrderBy(y => y.GetProperty("place").GetInt32()).Select(y => y.GetProperty("text").GetString()!).ToList());
        Assert.True(told.Count == seen.Count && told.All(x => x.Value.SequenceEqual(seen[x.Key])), $"seed {seed}: "
            + string.Join("; ", told.Select(x => $"{x.Key}: {string.Join(',', x.Value)} / {string.Join(',', seen.GetValueOrDefault(x.Key) ?? [])}")));
        await Bench.AssertAuditIntactAsync();
    }

    private static LeadHandling Step(HandlingState state) => new()
    {
        State = state, DeptCode = ResultSamples.Department, Text = "已处理，经办人样例", At = new DateTimeOffset(2026, 11, 3, 16, 0, 0, TimeSpan.FromHours(8)),
    };

    private Task<string[]> LeadNosAsync(int count) =>
        Bench.ListAsync($"select lead_no from lead where area = '{PushBench.Area}' order by lead_no limit {count}");

    private async Task<List<JsonElement>> HandlingAsync() =>
        (await _http.GetFromJsonAsync<List<JsonElement>>(new Uri(Bench.Platforms, "_sandbox/handling"), Cancelled))!;

    private async Task<string[]> ToldAsync() => [.. (await HandlingAsync()).Select(x => $"{x.GetProperty("leadNo")} {x.GetProperty("state")} {x.GetProperty("received")}")];

    private async Task<Dictionary<string, List<string>>> ToldByLeadAsync() => (await HandlingAsync())
        .GroupBy(x => x.GetProperty("leadNo").GetString()!).ToDictionary(x => x.Key, x => x.OrderBy(y => y.GetProperty("place").GetInt32()).Select(y => y.GetProperty("state").GetString()!).ToList());
}
