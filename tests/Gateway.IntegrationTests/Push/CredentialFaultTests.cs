using Xunit;

namespace Gateway.IntegrationTests.Push;

/// <summary>Secrets and tokens that a platform takes back while results are on their way.</summary>
public sealed class CredentialFaultTests(SharedPushBench shared) : IClassFixture<SharedPushBench>
{
    private readonly PushBench _bench = shared.Bench;

    [Theory]
    [InlineData("exchange-rest", "expire-secret")]
    [InlineData("credit", "revoke-tokens")]
    public async Task A_stale_credential_is_renewed_within_the_attempt(string target, string what)
    {
        await _bench.WarmUpAsync();
        var attempts = (await _bench.AttemptsAsync(target)).Length;
        await _bench.ControlAsync(what);
        await _bench.StoreNewAsync(3);
        await _bench.SettleAsync();
        Assert.Equal(["push answered"], (await _bench.AttemptsAsync(target))[attempts..]);
        await PushTarget.Named(target).AssertHoldsAllAsync(_bench);
        Assert.All(await _bench.LedgerAsync(PushTarget.Named(target).Profile), x => Assert.Equal(1, x.Received));
    }

    // Nothing was sent without a credential: the results stay queued, not "perhaps sent".
    [Theory]
    [InlineData("exchange-rest", "expire-secret", "refreshappsecret", "503", "http_503")]
    [InlineData("exchange-rest", "expire-secret", "refreshappsecret", "html", "html")]
    [InlineData("exchange-rest", "expire-secret", "refreshappsecret", "reset-after", "")]
    [InlineData("exchange-rest", "expire-secret", "refreshappsecret", "truncated", "truncated")]
    [InlineData("credit", "revoke-tokens", "auth/token", "503", "http_503")]
    [InlineData("credit", "revoke-tokens", "auth/token", "html", "html")]
    [InlineData("credit", "revoke-tokens", "auth/token", "reset-after", "")]
    [InlineData("credit", "revoke-tokens", "auth/token", "truncated", "truncated")]
    public async Task A_credential_that_cant_be_renewed_is_asked_for_again(string target, string what, string path, string kind, string code)
    {
        await _bench.WarmUpAsync();
        var attempts = (await _bench.AttemptsAsync(target)).Length;
        await _bench.ControlAsync(what);
        await _bench.FaultAsync(new { kind, profile = PushTarget.Named(target).Profile, path });
        var results = await _bench.StoreNewAsync(3);
        await _bench.RoundsUntilAsync(async () => (await _bench.AttemptsAsync(target)).Length >= attempts + 2);
        Assert.All((await _bench.AttemptsAsync(target))[attempts..], x => Assert.StartsWith($"push transient {code}", x, StringComparison.Ordinal));
        Assert.Equal(results.Select(x => $"{x.Id} queued"), await _bench.OpenAsync(target));

        await _bench.EndFaultsAsync();
        await _bench.SettleAsync();
        await PushTarget.Named(target).AssertHoldsAllAsync(_bench);
    }
}
