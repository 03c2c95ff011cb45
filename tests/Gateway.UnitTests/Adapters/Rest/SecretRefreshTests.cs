using System.Text.Json;
using Gateway.Adapters.Http;
using Gateway.Adapters.Rest.Calls;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Signing;
using Xunit;

namespace Gateway.UnitTests.Adapters.Rest;

/// <summary>
/// The gjgxjhpt signature with its refreshed secret, told as YAML tells it: the refresh is signed with the app key, the secret comes encrypted
/// under it (the contract's vector), and calls are signed with the secret.
/// </summary>
public sealed class SecretRefreshTests
{
    private const string AppKey = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task A_refreshed_secret_signs_the_calls_until_it_is_called_stale()
    {
        var refreshes = 0;
        var peer = new StubPeer((request, body) =>
        {
            if (!request.RequestUri!.AbsolutePath.EndsWith("refreshappsecret", StringComparison.Ordinal))
            {
                var (sid, rtime) = (request.Headers.GetValues("gjgxjhpt_sid").Single(), request.Headers.GetValues("gjgxjhpt_rtime").Single());
                var right = Signatures.Gjgxjhpt("fedcba9876543210fedcba9876543210", sid, "rid", rtime) == request.Headers.GetValues("gjgxjhpt_sign").Single();
                return StubPeer.Json(!right ? """{"code":"1004"}""" : refreshes == 1 ? """{"code":"1005"}""" : $$"""{"code":"0","sid":"{{sid}}"}""");
            }

            refreshes++;
            using var asked = JsonDocument.Parse(body);
            string Of(string name) => asked.RootElement.GetProperty(name).GetString()!;
            Assert.Equal(Signatures.Gjgxjhpt(AppKey, "s_sys_refresh", "rid", Of("gjgxjhpt_rtime")), Of("gjgxjhpt_sign"));
            Assert.False(request.Headers.Contains("gjgxjhpt_sign"));
            return StubPeer.Json(
                """{"code":"0","data":{"secret":"LDh6LJzNCB09fXMknMzXpiw4eiyczQgdPX1zJJzM16ZUfuRMyoXTthzV/Enp8P/V","secretEndTime":"2023-11-15 10:00:00"}}""");
        });
        var platform = peer.Platform(Options());
        var call = new RestCall(platform, new() { Path = "httpproxy", Values = { ["sid"] = "s_610000_subject" } }, _ => null);

        var answer = await call.SendAsync(CallKind.Read, platform.Values, null, TestContext.Current.CancellationToken);

        Assert.Equal((Outcome.Success, 2), (answer.Outcome, refreshes));
    }

    private static RestOptions Options() => new()
    {
        BaseAddress = new Uri("https://stub.invalid/api"),
        AppId = "rid",
        AppKey = AppKey,
        Signer = new() { Kind = SignerKind.Gjgxjhpt },
        Token = new()
        {
            Call = new()
            {
                Method = "POST", Path = "sysapi/auth/refreshappsecret", Signer = new() { Kind = SignerKind.Gjgxjhpt, Headers = [] },
                Values = { ["sid"] = "s_sys_refresh" },
                Body = """{"gjgxjhpt_rid":"{appId}","gjgxjhpt_sid":"{sid}","gjgxjhpt_rtime":"{timestamp}","gjgxjhpt_sign":"{sign}"}""",
            },
            Value = "data.secret",
            ExpiresAt = "data.secretEndTime",
            Cipher = new() { Kind = CipherKind.AesEcb, KeyForm = KeyForm.Sha1Prng },
        },
        Answer = new() { Code = "code" },
        Outcomes = new() { Success = ["0"], StaleSecret = ["1004", "1005"], Expired = ["1002"] },
        Transport = new() { ReadRetries = 0 },
    };
}
