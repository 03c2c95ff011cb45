using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>Profile 3: token, envelope, rows, ledger.</summary>
public sealed class CreditTests(SandboxSession session) : IClassFixture<SandboxSession>
{
    private readonly CreditCaller _caller = new(session);

    [Fact]
    public void Hashes_and_encrypts_as_the_vectors_say()
    {
        Assert.Equal("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", CreditCaller.Sm3("abc"));
        var block = Convert.FromHexString("0123456789abcdeffedcba9876543210");
        Assert.Equal("681edf34d206965e86b3e94f536e4246", Convert.ToHexStringLower(CreditCaller.Sm4(block, block)[..16]));
    }

    [Fact]
    public async Task Refuses_tokens_401_and_400()
    {
        Assert.Equal(401, Code(await _caller.AskTokenAsync(secret: "wrong")));
        Assert.Equal(401, Code(await _caller.AskTokenAsync(TimeSpan.FromSeconds(601))));
        Assert.Equal(400, Code(await _caller.PostAsync("p3/auth/token", new { appId = "x" })));
        Assert.Equal(400, Code(await _caller.PostAsync("p3/auth/token", "x")));
    }

    [Fact]
    public async Task Refuses_401_without_a_good_token_and_keeps_older_tokens_valid()
    {
        Assert.Equal(401, Code(await _caller.PostAsync("p3/credit/check/batch", new { })));
        await _caller.AskTokenAsync();
        var older = _caller.Token;
        await _caller.AskTokenAsync();
        _caller.Token = older;
        Assert.Empty(await _caller.ErrorsAsync("check", SampleRows.CreditCheck("610502-token")));
        await session.RestartAsync();
        Assert.Empty(await _caller.ErrorsAsync("check", SampleRows.CreditCheck("610502-token")));
        session.Clock.Advance(TimeSpan.FromSeconds(7201));
        Assert.Equal(401, Code(await _caller.PushAsync("check", SampleRows.CreditCheck())));
        await _caller.AskTokenAsync();
        await session.ControlAsync(HttpMethod.Post, "_sandbox/revoke-tokens");
        Assert.Equal(401, Code(await _caller.PushAsync("check", SampleRows.CreditCheck())));
        // Revoking hits every token up to this instant: let the shared clock pass it, so that the tests after this one get good ones.
        session.Clock.Advance(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Refuses_400_for_a_broken_envelope_and_for_more_than_100_rows()
    {
        await _caller.AskTokenAsync();
        var good = _caller.Seal("[{}]");
        foreach (var body in new[]
        {
            good.With("encryptKey", null), good.With("data", "?"), good.With("data", "AAAA"), good.With("encryptKey", "BAAA"),
            good.With("encryptKey", Convert.ToBase64String(RandomNumberGenerator.GetBytes(112))), _caller.Seal("x"), _caller.Seal("{}"), _caller.Seal("[]"), _caller.Seal("[1]"),
        })
        {
            Assert.Equal(400, Code(await _caller.PostAsync("p3/credit/check/batch", body)));
        }

        Assert.Equal(400, Code(await _caller.PushAsync("check", [.. Enumerable.Range(0, 101).Select(i => SampleRows.CreditCheck($"610502-{i}"))])));
        Assert.Equal(400, Code(await _caller.PostAsync("p3/credit/ledger?kind=other&from=2026/11/01&to=2026/11/30&page=1", null)));
        Assert.Equal(400, Code(await _caller.PostAsync("p3/credit/ledger?kind=check&from=2026-11-01&to=2026/11/30&page=1", null)));
    }

    [Fact]
    public async Task Requires_every_field_of_a_check()
    {
        foreach (var field in SampleRows.CreditCheck().Select(member => member.Key))
        {
            Assert.Equal([field], await _caller.ErrorsAsync("check", SampleRows.CreditCheck().With(field, "")));
        }
    }

    [Theory]
    [InlineData("check", "JC_XDR_LB", "自然人")]
    [InlineData("check", "JC_XDR_SHXYM", "91610500MA0000007K")]
    [InlineData("check", "JC_RQ", "2026-11-20")]
    [InlineData("check", "publicstatus", "3")]
    [InlineData("penalty", "CF_XDR_ZJHM", "")]
    [InlineData("penalty", "CF_XDR_ZJHM", "610502199001010012")]
    [InlineData("penalty", "CF_NR_FK", "1.0000001")]
    [InlineData("penalty", "CF_GSJZQ", "长期")]
    [InlineData("licence", "XK_XKJGDM", "1")]
    [InlineData("licence", "XK_JDRQ", "")]
    public async Task Names_the_field_that_is_wrong(string kind, string field, string value)
    {
        var row = kind switch { "check" => SampleRows.CreditCheck(), "penalty" => SampleRows.Penalty(), _ => SampleRows.Licence() };
        Assert.Equal([field], await _caller.ErrorsAsync(kind, row.With(field, value)));
    }

    [Fact]
    public async Task Replaces_by_id_and_lists_each_kind_with_its_digest()
    {
        Assert.Empty(await _caller.ErrorsAsync("penalty", SampleRows.Penalty()));
        Assert.Empty(await _caller.ErrorsAsync("licence", SampleRows.Licence()));
        var row = SampleRows.CreditCheck("610526-1").With("JC_RQ", "2026/10/09");
        Assert.Empty(await _caller.ErrorsAsync("check", row));
        Assert.Empty(await _caller.ErrorsAsync("check", row.With("publicstatus", "1")));
        await session.RestartAsync();
        var data = (await _caller.PostAsync("p3/credit/ledger?kind=check&from=2026/10/09&to=2026/10/09&page=1", null)).GetProperty("data");
        Assert.Equal(1, data.GetProperty("total").GetInt32());
        Assert.Equal("1", data.GetProperty("rows")[0].GetProperty("publicstatus").GetString());
        Assert.Equal(Sha($"610526-1|{SampleRows.Enterprise}|{SampleRows.Organ}|2026/10/09|未发现问题"), data.GetProperty("rows")[0].GetProperty("digest").GetString());
        Assert.Equal(Sha("610502-CF-1||渭商罚〔2026〕1号|2026/11/20|罚款一万元"), await DigestAsync("penalty"));
        Assert.Equal(Sha($"610502-XK-1|{SampleRows.Enterprise}|渭商许〔2026〕1号|2026/11/20|成品油零售"), await DigestAsync("licence"));
    }

    [Fact]
    public async Task Keeps_its_key_over_restarts()
    {
        var key = session.Server.PublicKeyHex;
        await session.RestartAsync();
        Assert.Equal(key, session.Server.PublicKeyHex);
        Assert.Equal(key, (await session.ControlAsync(HttpMethod.Get, "_sandbox/keys")).GetProperty("sm2PublicKey").GetString());
        Assert.Equal(130, key.Length);
    }

    private async Task<string?> DigestAsync(string kind) =>
        (await _caller.PostAsync($"p3/credit/ledger?kind={kind}&from=2026/11/01&to=2026/11/30&page=1", null))
            .GetProperty("data").GetProperty("rows")[0].GetProperty("digest").GetString();

    private static int Code(System.Text.Json.JsonElement answer) => answer.GetProperty("code").GetInt32();

    private static string Sha(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
