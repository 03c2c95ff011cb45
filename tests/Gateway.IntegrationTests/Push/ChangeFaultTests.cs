using Gateway.Contracts.Results;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Push;

/// <summary>
/// Corrections and withdrawals whose answer is lost at whatever step: shown as not settled, then asked after or repeated, and in effect
/// once. An approved exemption takes a result back from every target here.
/// </summary>
public sealed class ChangeFaultTests(SharedPushBench shared) : IClassFixture<SharedPushBench>
{
    private string[] _states = [];

    private PushBench Bench => shared.Bench;

    [Theory]
    [InlineData("exchange-rest", "httpproxy")]
    [InlineData("publicity", "receipt")]
    [InlineData("publicity", "withdraw")]
    [InlineData("publicity", "batch")]
    [InlineData("credit", "batch")]
    [InlineData("double-random", "check-results")]
    public async Task A_correction_is_in_effect_once(string target, string path)
    {
        foreach (var kind in new[] { "reset-after", "cut" })
        {
            await Bench.WarmUpAsync();
            var result = Bench.Results.Last();
            await ChangeAsync(target, path, kind, result with { Version = 2, Results = [ResultCode.CorrectedOnOrder] });
            Assert.All(PushTarget.All, x => Assert.Equal($"{result.Id}#2 u@{x.Name} = {x.Done}", StateOf(result, x)));
            await AssertLedgersAsync(result, x => (x.Live, 2));
        }

        await Bench.AssertAuditIntactAsync();
    }

    [Theory]
    [InlineData("exchange-rest", "httpproxy")]
    [InlineData("publicity", "withdraw")]
    [InlineData("credit", "batch")]
    [InlineData("double-random", "check-results/withdraw")]
    public async Task A_withdrawal_is_in_effect_once(string target, string path)
    {
        foreach (var kind in new[] { "reset-after", "cut" })
        {
            await Bench.WarmUpAsync();
            var result = Bench.Results.Last();
            await ChangeAsync(target, path, kind, ResultSamples.Exempt(result.Id!, 2));
            Assert.All(PushTarget.All, x => Assert.Equal($"{result.Id}#2 d@{x.Name} = withdrawn", StateOf(result, x)));
            await AssertLedgersAsync(result, x => (x.Gone, x.WithdrawalIsAVersion ? 2 : 1));
        }

        await Bench.AssertAuditIntactAsync();
    }

    private async Task ChangeAsync(string target, string path, string kind, InspectionResult change)
    {
        var (attempts, well) = ((await Bench.AttemptsAsync(target)).Length, await Bench.StatusAsync(target));
        await Bench.FaultAsync(new { kind, profile = PushTarget.Named(target).Profile, path });
        await Bench.StoreAsync(change);
        await Bench.RoundsUntilAsync(async () => (await Bench.AttemptsAsync(target)).Length > attempts);
        Assert.StartsWith("push transient ", (await Bench.AttemptsAsync(target))[attempts], StringComparison.Ordinal);
        var ill = await Bench.StatusAsync(target);
        Assert.Equal((1L, well.Withdrawn), (ill.Sent + ill.Queued, ill.Withdrawn));

        await Bench.RoundAsync();
        Assert.True(await Bench.EndFaultsAsync() >= 1, "the fault struck");
        await Bench.SettleAsync();
        _states = await Bench.StatesAsync();
    }

    private string StateOf(InspectionResult result, PushTarget target) =>
        Assert.Single(_states, x => x.StartsWith($"{result.Id}#2 ", StringComparison.Ordinal) && x.Contains($"@{target.Name} ", StringComparison.Ordinal));

    private async Task AssertLedgersAsync(InspectionResult result, Func<PushTarget, (string State, int Versions)> expected)
    {
        foreach (var target in PushTarget.All)
        {
            var record = Assert.Single(await Bench.LedgerAsync(target.Profile, target.LedgerKind), x => x.Id == target.IdOf(result));
            Assert.Equal(expected(target), (record.State, record.Versions));
        }
    }
}
