using Gateway.Pipeline.Disclosure;
using Xunit;

namespace Gateway.IntegrationTests.Push;

/// <summary>
/// An approval not to publish before the four platforms themselves. By the rules of this county an exempt result is not shared either, so
/// it is taken back from all of them.
/// </summary>
public sealed class ExemptionPushTests(SharedPushBench shared) : IClassFixture<SharedPushBench>
{
    private PushBench Bench => shared.Bench;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Published_exempted_revoked_and_published_again_with_the_same_content()
    {
        await Bench.WarmUpAsync();
        var result = Bench.Results.Last();
        var published = await LedgersAsync(result.Id!);
        Assert.Equal(PushTarget.All.Select(x => x.Live), published.Select(x => x.State));

        var intake = Bench.Gateway.Get<ExemptionIntake>();
        var approved = await intake.ApproveAsync(
            PushBench.Area, new ExemptionRequest(result.Id, "商业秘密", "渭临审〔2026〕1号", "赵样例", new DateOnly(2024, 1, 5), "孙样例"), Cancelled);
        await Bench.SettleAsync();
        Assert.Equal(PushTarget.All.Select(x => x.Gone), (await LedgersAsync(result.Id!)).Select(x => x.State));
        Assert.All((await Bench.AskAsync(result.Id!)).Targets, x => Assert.Equal("withdrawn", x.State));

        await intake.RevokeAsync(PushBench.Area, Assert.IsType<ExemptionOutcome.Done>(approved).Id, new RevocationRequest("钱样例", "理由消失"), Cancelled);
        await Bench.SettleAsync();
        var again = await LedgersAsync(result.Id!);
        Assert.Equal(published.Select(x => (x.Id, x.State, x.Digest)), again.Select(x => (x.Id, x.State, x.Digest)));
        await Bench.AssertAuditIntactAsync();
    }

    private async Task<List<LedgerLine>> LedgersAsync(string id)
    {
        var lines = new List<LedgerLine>();
        foreach (var target in PushTarget.All)
        {
            var wire = target.IdOf(Bench.Results.Single(x => x.Id == id));
            lines.Add(Assert.Single(await Bench.LedgerAsync(target.Profile, target.LedgerKind), x => x.Id == wire));
        }

        return lines;
    }
}
