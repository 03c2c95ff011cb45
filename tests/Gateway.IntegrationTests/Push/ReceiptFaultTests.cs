using Xunit;

namespace Gateway.IntegrationTests.Push;

/// <summary>A batch that the publicity system has, and a receipt that can't be had: it stays sent, is asked for again and never sent again.</summary>
public sealed class ReceiptFaultTests(SharedPushBench shared) : IClassFixture<SharedPushBench>
{
    private readonly PushBench _bench = shared.Bench;

    [Theory]
    [InlineData("500", "http_500", "对方暂时不可用（HTTP 500）")]
    [InlineData("503", "http_503", "对方暂时不可用（HTTP 503）")]
    [InlineData("429", "http_429", "对方限流（HTTP 429）")]
    [InlineData("html", "html", "网页")]
    [InlineData("empty", "empty", "对方应答为空")]
    [InlineData("garbage", "", "对方应答")]
    [InlineData("truncated", "truncated", "对方应答不是完整的 JSON")]
    [InlineData("cut", "", "中断")]
    [InlineData("reset-before", "", "与对方的连接中断")]
    [InlineData("reset-after", "", "与对方的连接中断")]
    [InlineData("code", "bad_receipt", "对方回执状态未知：无（9999）：平台异常")]
    public async Task A_receipt_that_fails_is_asked_for_again(string kind, string code, string words)
    {
        await _bench.WarmUpAsync();
        var attempts = (await _bench.AttemptsAsync("publicity")).Length;
        await _bench.FaultAsync(new { kind, profile = "p2", path = "receipt" });
        var results = await _bench.StoreNewAsync(3);
        await _bench.RoundsUntilAsync(async () => (await _bench.AttemptsAsync("publicity")).Length >= attempts + 3);
        var made = (await _bench.AttemptsAsync("publicity"))[attempts..];
        Assert.Equal("push received", made[0]);
        Assert.All(made[1..], x => Assert.StartsWith($"receipt transient {code}", x, StringComparison.Ordinal));
        Assert.All(made[1..], x => Assert.Contains(words, x, StringComparison.Ordinal));
        Assert.Equal(results.Select(x => $"{x.Id} sent"), await _bench.OpenAsync("publicity"));

        Assert.True(await _bench.EndFaultsAsync() >= 2, "the fault struck twice");
        await _bench.SettleAsync();
        Assert.Single((await _bench.AttemptsAsync("publicity"))[attempts..], x => x.StartsWith("push", StringComparison.Ordinal));
        await PushTarget.Publicity.AssertHoldsAllAsync(_bench);
        Assert.All(await _bench.LedgerAsync("p2"), x => Assert.Equal(1, x.Received));
    }
}
