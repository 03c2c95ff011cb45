using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Push;

/// <summary>
/// What every fault of a platform means for results on their way to it. While it lasts: attempts with a code and Chinese words, nothing
/// counted as success, every other target served. Afterwards, without a hand: every result once in every ledger, and an intact audit chain.
/// </summary>
public abstract class PushFaultTests(string target, SharedPushBench shared, PostgresFixture postgres) : IClassFixture<SharedPushBench>
{
    private readonly PushTarget _ill = PushTarget.Named(target);

    [Theory]
    [InlineData("500", "http_500", "对方暂时不可用（HTTP 500）", "sent")]
    [InlineData("503", "http_503", "对方暂时不可用（HTTP 503）", "sent")]
    [InlineData("429", "http_429", "对方限流（HTTP 429）", "queued")]
    [InlineData("html", "html", "网页", "sent")]
    [InlineData("empty", "empty", "对方应答为空", "sent")]
    [InlineData("garbage", "", "对方应答", "sent")]
    [InlineData("truncated", "truncated", "对方应答不是完整的 JSON", "sent")]
    [InlineData("cut", "", "中断", "sent")]
    [InlineData("reset-before", "", "与对方的连接中断", "sent")]
    [InlineData("reset-after", "", "与对方的连接中断", "sent")]
    public Task A_fault_is_shown_and_passes(string kind, string code, string words, string state) => FaultAsync(kind, code, words, state);

    [Theory]
    [InlineData("500", "http_500", "对方暂时不可用（HTTP 500）")]
    [InlineData("html", "html", "网页")]
    [InlineData("empty", "empty", "对方应答为空")]
    public Task What_was_taken_behind_a_wrong_answer_is_not_doubled(string kind, string code, string words) =>
        FaultAsync(kind, code, words, "sent", take: true);

    [Fact]
    public Task A_platform_that_hangs_or_dawdles_is_given_up_and_tried_again() => HangAsync("hang", "slow");

    protected Task FaultAsync(string kind, string code, string words, string state, string? businessCode = null, bool take = false) =>
        FaultAsync(shared.Bench, kind, code, words, state, businessCode, take);

    /// <summary>Short patience for the ill platform alone: a busy machine must not make the others look ill.</summary>
    private async Task HangAsync(params string[] kinds)
    {
        await using var bench = await PushBench.StartAsync(postgres, x => x[$"Gateway:Profiles:{_ill.Settings}:Transport:AttemptTimeout"] = "1s");
        foreach (var kind in kinds)
        {
            await FaultAsync(bench, kind, "timeout", "对方在 1 秒内没有应答", "sent", null, false);
        }
    }

    private async Task FaultAsync(PushBench bench, string kind, string code, string words, string state, string? businessCode, bool take)
    {
        await bench.WarmUpAsync();
        var (attempts, well) = ((await bench.AttemptsAsync(target)).Length, await bench.StatusAsync(target));

        await bench.FaultAsync(new { kind, profile = _ill.Profile, code = businessCode, take, delayMs = 3000 });
        var results = await bench.StoreNewAsync(3);
        await bench.RoundsUntilAsync(async () => (await bench.AttemptsAsync(target)).Length >= attempts + 2);

        var attempt = (await bench.AttemptsAsync(target))[attempts];
        Assert.StartsWith($"push transient {code}", attempt, StringComparison.Ordinal);
        Assert.Contains(words, attempt, StringComparison.Ordinal);
        Assert.Equal(results.Select(x => $"{x.Id} {state}"), await bench.OpenAsync(target));
        var shown = Assert.Single((await bench.AskAsync(results[0].Id!)).Targets, x => x.Target == target);
        Assert.Equal(state, shown.State);
        Assert.NotEmpty(shown.Code ?? "");
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", shown.Reason);
        var ill = await bench.StatusAsync(target);
        Assert.Equal((well.Routed + 3, well.Accepted, well.Published), (ill.Routed, ill.Accepted, ill.Published));
        foreach (var other in PushTarget.All.Where(x => x != _ill))
        {
            Assert.Empty(await bench.OpenAsync(other.Name));
            await other.AssertHoldsAllAsync(bench);
        }

        Assert.True(await bench.EndFaultsAsync() >= 2, "the fault struck twice");
        await bench.SettleAsync();
        foreach (var each in PushTarget.All)
        {
            var status = await bench.StatusAsync(each.Name);
            Assert.Equal((bench.Results.Count, status.Routed), (status.Accepted + status.Published, status.Routed));
            await each.AssertHoldsAllAsync(bench);
        }

        // The one target that has receipts is asked by them; the others take the same bytes twice as one.
        Assert.All(await bench.LedgerAsync("p2"), x => Assert.Equal(1, x.Received));
        await bench.AssertAuditIntactAsync();
    }
}
