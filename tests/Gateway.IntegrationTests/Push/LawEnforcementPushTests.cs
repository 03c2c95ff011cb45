using Gateway.Contracts.Results;
using Gateway.Pipeline.Disclosure;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Push;

/// <summary>
/// The whole path to the law-enforcement system: intake, routing, batches, XML, replies, states, audit; and what the platform then holds.
/// Fails when the MessageId is not the same at a resend (a fresh one at every attempt makes a second version), when a refused record counts as taken, or
/// when a withdrawal is not marked <c>d</c>.
/// </summary>
public sealed class LawEnforcementPushTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Target = "law-enforcement";

    private PushBench? _bench;

    private PushBench Bench => _bench ?? throw new InvalidOperationException();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _bench = await PushBench.StartAsync(postgres, values =>
    {
        values[$"Gateway:Counties:{PushBench.Area}:Targets:0"] = Target;
        values[$"Gateway:Counties:{PushBench.Area}:ExemptByRule:exchange-rest"] = null;
        values["Gateway:Profiles:LawEnforcement:Transport:AttemptTimeout"] = "20s";
    });

    public async ValueTask DisposeAsync() => await Bench.DisposeAsync();

    [Fact]
    public async Task Results_of_every_kind_arrive_are_corrected_and_withdrawn()
    {
        var results = new[]
        {
            ResultSamples.Result("A1") with { Matters = [new("61050200000001", ResultSamples.Department + "1"), new("61050200000002", ResultSamples.Department + "2")] },
            ResultSamples.OfCitizen("A2"), ResultSamples.OfSchool("A3"), ResultSamples.Exempt("A4"),
        };
        await Bench.StoreAsync(results);
        await Bench.SettleAsync();
        Assert.All(await Bench.StatesAsync(Target), x => Assert.EndsWith("= accepted", x, StringComparison.Ordinal));
        Assert.Equal(["610502-A1-01 TAKEN 1", "610502-A1-02 TAKEN 1", "610502-A2-01 TAKEN 1", "610502-A3-01 TAKEN 1", "610502-A4-01 TAKEN 1"], await HeldAsync());

        // The correction has one matter less: its row is deleted, the other is a new version.
        await Bench.StoreAsync(results[0] with { Version = 2, Matters = [results[0].Matters![0]], Results = [ResultCode.ProblemPending] });
        await Bench.SettleAsync();
        Assert.Equal(["610502-A1-01 TAKEN 2", "610502-A1-02 DELETED 2"], (await HeldAsync())[..2]);

        await Bench.Gateway.Get<WithdrawalIntake>().StoreAsync(PushBench.Area, "A3", new WithdrawalRequest("录入有误", "更正通知〔2026〕3号"), Cancelled);
        await Bench.SettleAsync();
        Assert.Contains("610502-A3-01 DELETED 2", await HeldAsync());
        Assert.Equal("withdrawn", Assert.Single((await Bench.AskAsync("A3")).Targets, x => x.Target == Target).State);
        var status = await Bench.StatusAsync(Target);
        Assert.Equal(status.Routed, status.Accepted + status.Withdrawn);
        await Bench.AssertAuditIntactAsync();
    }

    [Theory]
    [InlineData("reset-after", false)]
    [InlineData("truncated", false)]
    [InlineData("cut", false)]
    [InlineData("html", true)]
    [InlineData("html", false)]
    [InlineData("garbage", true)]
    [InlineData("503", true)]
    [InlineData("reset-before", false)]
    [InlineData("gbk", false)]
    public async Task A_fault_passes_and_nothing_is_taken_twice(string kind, bool take)
    {
        await Bench.FaultAsync(new { kind, profile = "p7", take, count = 2 });
        await Bench.StoreNewAsync(3);
        await Bench.SettleAsync();
        Assert.True(await Bench.EndFaultsAsync() >= 1);
        Assert.All(await Bench.StatesAsync(Target), x => Assert.EndsWith("= accepted", x, StringComparison.Ordinal));
        Assert.All(await Bench.LedgerAsync("p7"), x => Assert.Equal((1, 1), (x.Versions, x.Received)));
        Assert.Equal(3, (await HeldAsync()).Length);
        await Bench.AssertAuditIntactAsync();
    }

    [Fact]
    public async Task A_message_refused_as_a_whole_goes_out_in_halves()
    {
        await Bench.FaultAsync(new { kind = "code", code = "2", profile = "p7", count = 1 });
        await Bench.StoreNewAsync(3);
        await Bench.SettleAsync();
        Assert.Equal(["push refused 2 平台异常", "push answered", "push answered"], await Bench.AttemptsAsync(Target));
        Assert.Equal(3, (await HeldAsync()).Length);
    }

    [Fact]
    public async Task A_refused_record_is_rejected_with_the_systems_words_and_spoils_no_other()
    {
        // A code list that the platform does not have: the county's map is wrong, the platform says so.
        await using var bench = await PushBench.StartAsync(postgres, values =>
        {
            values[$"Gateway:Counties:{PushBench.Area}:Targets:0"] = Target;
            values[$"Gateway:Counties:{PushBench.Area}:ExemptByRule:exchange-rest"] = null;
            values["Gateway:Profiles:LawEnforcement:CheckResults:MovedOut"] = "7";
            values["Gateway:Profiles:LawEnforcement:CheckResultPrecedence:0"] = "7";
            values["Gateway:Profiles:LawEnforcement:CheckResultPrecedence:1"] = "1";
        });
        await bench.StoreAsync(ResultSamples.Result("B1"), ResultSamples.Result("B2") with { Results = [ResultCode.MovedOut] });
        await bench.SettleAsync();
        Assert.Equal(["B1#1 i@law-enforcement = accepted", "B2#1 i@law-enforcement = rejected row_refused"], await bench.StatesAsync(Target));
        Assert.Contains("check_result", Assert.Single((await bench.AskAsync("B2")).Targets, x => x.Target == Target).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_is_parked_with_words()
    {
        await using var bench = await PushBench.StartAsync(postgres, values =>
        {
            values[$"Gateway:Counties:{PushBench.Area}:Targets:0"] = Target;
            values[$"Gateway:Counties:{PushBench.Area}:ExemptByRule:exchange-rest"] = null;
            values["Gateway:Profiles:LawEnforcement:Secret"] = "another";
        });
        await bench.StoreNewAsync(1);
        await bench.SettleAsync();
        Assert.Equal(["R000#1 i@law-enforcement = parked peer_1"], await bench.StatesAsync(Target));
        Assert.Empty(await bench.LedgerAsync("p7"));
    }

    private async Task<string[]> HeldAsync() => [.. (await Bench.LedgerAsync("p7")).Select(x => $"{x.Id} {x.State} {x.Versions}")];
}
