using Gateway.Pipeline.Disclosure;
using Xunit;

namespace Gateway.IntegrationTests.Push;

/// <summary>A withdrawal before the four platforms themselves.</summary>
public sealed class WithdrawalPushTests(SharedPushBench shared) : IClassFixture<SharedPushBench>
{
    [Fact]
    public async Task A_withdrawn_result_is_gone_from_every_ledger_and_a_higher_version_is_in_force_there()
    {
        var bench = shared.Bench;
        await bench.WarmUpAsync();
        var result = bench.Results.Last();
        var taken = await bench.Gateway.Get<WithdrawalIntake>().StoreAsync(
            PushBench.Area, result.Id!, new WithdrawalRequest("录入有误", "更正通知〔2026〕3号"), TestContext.Current.CancellationToken);
        Assert.Equal(new WithdrawalOutcome.Taken(1), taken);
        await bench.SettleAsync();
        foreach (var target in PushTarget.All)
        {
            Assert.Equal(target.Gone, Assert.Single(await bench.LedgerAsync(target.Profile, target.LedgerKind), x => x.Id == target.IdOf(result)).State);
            Assert.Equal("withdrawn", Assert.Single((await bench.AskAsync(result.Id!)).Targets, x => x.Target == target.Name).State);
        }

        await bench.StoreAsync(result with { Version = 2, ActionName = "成品油经营单位联合复查" });
        await bench.SettleAsync();
        foreach (var target in PushTarget.All)
        {
            Assert.Equal(target.Live, Assert.Single(await bench.LedgerAsync(target.Profile, target.LedgerKind), x => x.Id == target.IdOf(result)).State);
        }

        await bench.AssertAuditIntactAsync();
    }
}
