using Xunit;

namespace Gateway.IntegrationTests.Push;

/// <summary>Answers that are no passing fault: what the results they are about come to.</summary>
public sealed class AnswerStateTests(SharedPushBench shared) : IClassFixture<SharedPushBench>
{
    private readonly PushBench _bench = shared.Bench;

    [Theory]
    [InlineData("exchange-rest", "httpproxy", "1001", "peer_1001")]
    [InlineData("exchange-rest", "httpproxy", "1003", "peer_1003")]
    [InlineData("exchange-rest", "httpproxy", "1004", "peer_1004")]
    [InlineData("exchange-rest", "httpproxy", "1005", "peer_1005")]
    [InlineData("credit", "batch", "401", "peer_401")]
    [InlineData("double-random", "check-results", "40001", "peer_40001")]
    public async Task What_no_repetition_mends_is_parked_with_words(string target, string path, string code, string parked)
    {
        await _bench.WarmUpAsync();
        await _bench.FaultAsync(new { kind = "code", code, profile = PushTarget.Named(target).Profile, path });
        var result = (await _bench.StoreNewAsync(1))[0];
        await _bench.SettleAsync();
        await _bench.EndFaultsAsync();
        Assert.Contains($"{result.Id}#1 i@{target} = parked {parked}", await _bench.StatesAsync(target));
        var words = await _bench.ListAsync($"select reason from delivery where doc_id = '{result.Id}' and target = '{target}'");
        Assert.Contains("请检查", Assert.Single(words), StringComparison.Ordinal);
        foreach (var other in PushTarget.All.Where(x => x.Name != target))
        {
            Assert.Contains($"{result.Id}#1 i@{other.Name} = {other.Done}", await _bench.StatesAsync(other.Name));
        }
    }

    // A whole batch refused is halved: what was refused by accident goes out in the halves.
    [Theory]
    [InlineData("exchange-rest", "httpproxy", "9001")]
    [InlineData("credit", "batch", "400")]
    [InlineData("double-random", "check-results", "40002")]
    public async Task A_batch_that_is_refused_once_goes_out_in_halves(string target, string path, string code)
    {
        await _bench.WarmUpAsync();
        var attempts = (await _bench.AttemptsAsync(target)).Length;
        await _bench.FaultAsync(new { kind = "code", code, profile = PushTarget.Named(target).Profile, path, count = 1 });
        var results = await _bench.StoreNewAsync(3);
        await _bench.SettleAsync();
        Assert.Equal([$"push refused {code} 平台异常", "push answered", "push answered"], (await _bench.AttemptsAsync(target))[attempts..]);
        var states = await _bench.StatesAsync(target);
        Assert.All(results, x => Assert.Contains($"{x.Id}#1 i@{target} = accepted", states));
    }

    [Theory]
    [InlineData("exchange-rest", "503")]
    [InlineData("publicity", "503")]
    [InlineData("credit", "429")]
    [InlineData("double-random", "429")]
    public async Task A_platform_that_asks_to_wait_is_left_alone_as_long(string target, string kind)
    {
        await _bench.WarmUpAsync();
        var attempts = (await _bench.AttemptsAsync(target)).Length;
        await _bench.FaultAsync(new { kind, profile = PushTarget.Named(target).Profile, retryAfter = 1800, count = 1 });
        await _bench.StoreNewAsync(1);
        await _bench.SettleAsync();
        var waited = await _bench.ListAsync(
            $"""
            select (max(at) - min(at) >= interval '30 minutes')::text from (
              select at from delivery_attempt join delivery_batch using (batch_id) where target = '{target}' order by at offset {attempts} limit 2) a
            """);
        Assert.Equal(["true"], waited);
    }

    // Chinese in another encoding than the head says is read for what it is.
    [Theory]
    [InlineData("exchange-rest")]
    [InlineData("publicity")]
    [InlineData("credit")]
    [InlineData("double-random")]
    public async Task Gbk_bytes_under_a_utf8_head_are_an_answer(string target)
    {
        await _bench.WarmUpAsync();
        await _bench.FaultAsync(new { kind = "gbk", profile = PushTarget.Named(target).Profile });
        var result = (await _bench.StoreNewAsync(1))[0];
        await _bench.SettleAsync();
        Assert.True(await _bench.EndFaultsAsync() >= 1);
        Assert.Contains($"{result.Id}#1 i@{target} = {PushTarget.Named(target).Done}", await _bench.StatesAsync(target));
    }
}
