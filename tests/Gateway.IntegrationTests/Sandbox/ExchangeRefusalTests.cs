using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>Every code that profile 1 refuses with, and the vectors of its contract.</summary>
public sealed class ExchangeRefusalTests(SandboxSession session) : IClassFixture<SandboxSession>
{
    private const string Query = "?area_number=610502&mode=full&page_num=1&page_size=10";
    private readonly ExchangeCaller _caller = new(session);

    [Fact]
    public void Signs_and_encrypts_as_the_vectors_say()
    {
        const string appKey = "0123456789abcdef0123456789abcdef";
        Assert.Equal("2d703e10a32f30251a2370355793e786", Convert.ToHexStringLower(ExchangeCaller.AesKey(appKey)));
        Assert.Equal(
            "fedcba9876543210fedcba9876543210",
            ExchangeCaller.Decrypt("LDh6LJzNCB09fXMknMzXpiw4eiyczQgdPX1zJJzM16ZUfuRMyoXTthzV/Enp8P/V", appKey));
        Assert.Equal(
            "TPIMkcpbVVAR7lcIfu0YQ/AxZgkXB4EnjFlC5ijM2oo=",
            ExchangeCaller.Sign(appKey, "s_610500000000_000100000000-0000-0000-0000-0000000000001700000000000"));
    }

    [Fact]
    public async Task Serves_a_page_to_who_signs_with_the_refreshed_secret()
    {
        Assert.Equal("0", (await _caller.RefreshAsync()).GetProperty("code").GetString());
        Assert.Equal("0", await _caller.CodeAsync("s_610000_matter", Query));
    }

    [Theory]
    [InlineData("gjgxjhpt_rid")]
    [InlineData("gjgxjhpt_sid")]
    [InlineData("gjgxjhpt_rtime")]
    [InlineData("gjgxjhpt_sign")]
    public async Task Refuses_1001_where_a_header_is_missing(string header) =>
        Assert.Equal("1001", await _caller.CodeAsync("s_610000_matter", Query, alter: request => request.Headers.Remove(header)));

    [Theory]
    [InlineData(601, "1002")]
    [InlineData(-601, "1002")]
    [InlineData(599, "0")]
    [InlineData(-599, "0")]
    public async Task Refuses_1002_outside_ten_minutes(int seconds, string code)
    {
        await _caller.RefreshAsync();
        _caller.Skew = TimeSpan.FromSeconds(seconds);
        Assert.Equal(code, await _caller.CodeAsync("s_610000_matter", Query));
    }

    [Fact]
    public async Task Refuses_1003_for_a_service_that_is_not_there()
    {
        Assert.Equal("1003", await _caller.CodeAsync("s_610000_weather", Query));
        Assert.Equal("1003", await _caller.CodeAsync("s_610000_matter", "", new { cd_batch = "2026112300001" }));
        Assert.Equal("1003", (await _caller.RefreshAsync(sid: "s_610000_matter")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Refuses_1004_for_a_wrong_signature_or_an_unknown_requester()
    {
        Assert.Equal("1004", (await _caller.RefreshAsync(appKey: "another")).GetProperty("code").GetString());
        await _caller.RefreshAsync();
        _caller.Secret += "x";
        Assert.Equal("1004", await _caller.CodeAsync("s_610000_matter", Query));
        await _caller.RefreshAsync();
        Assert.Equal("1004", await _caller.CodeAsync("s_610000_matter", Query, alter: request =>
        {
            request.Headers.Remove("gjgxjhpt_rid");
            request.Headers.Add("gjgxjhpt_rid", "someone");
        }));
    }

    [Fact]
    public async Task Refuses_1005_for_a_secret_that_a_refresh_replaced_and_for_one_that_ended()
    {
        await _caller.RefreshAsync();
        var other = new ExchangeCaller(session);
        await other.RefreshAsync();
        Assert.Equal("1005", await _caller.CodeAsync("s_610000_matter", Query));
        Assert.Equal("0", await other.CodeAsync("s_610000_matter", Query));
        session.Clock.Advance(TimeSpan.FromMinutes(session.Options.SecretMinutes));
        Assert.Equal("1005", await other.CodeAsync("s_610000_matter", Query));
        await other.RefreshAsync();
        Assert.Equal("0", await other.CodeAsync("s_610000_matter", Query));
        await session.ControlAsync(HttpMethod.Post, "_sandbox/expire-secret");
        Assert.Equal("1005", await other.CodeAsync("s_610000_matter", Query));
    }

    [Theory]
    [InlineData("?area_number=610502&mode=full&page_num=1&page_size=1001")]
    [InlineData("?area_number=610502&mode=full&page_num=0&page_size=10")]
    [InlineData("?area_number=610502&mode=full&page_num=x&page_size=10")]
    [InlineData("?area_number=610502&mode=half&page_num=1&page_size=10")]
    [InlineData("?area_number=61050&mode=full&page_num=1&page_size=10")]
    [InlineData("?area_number=610502&mode=incremental&page_num=1&page_size=10")]
    [InlineData("?area_number=610502&mode=incremental&updated_from=2026-01-01&page_num=1&page_size=10")]
    public async Task Refuses_9001_for_wrong_parameters(string query) => Assert.Equal("9001", await _caller.CodeAsync("s_610000_subject", query));

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"cd_batch":"2026112300001","rows":[]}""")]
    [InlineData("""{"cd_batch":"1","rows":[{}]}""")]
    [InlineData("""{"rows":[{}]}""")]
    public async Task Refuses_9001_for_a_body_that_is_no_batch(string body) => Assert.Equal("9001", await _caller.CodeAsync("s_610000_result_push", "", body));

    [Fact]
    public async Task Refuses_9001_for_more_than_500_rows()
    {
        var rows = Enumerable.Range(0, 501).Select(i => SampleRows.Result($"610502-many-{i}")).ToArray();
        Assert.Equal("9001", (await _caller.PushAsync("result", rows)).GetProperty("code").GetString());
        Assert.Equal("0", (await _caller.PushAsync("result", rows[..500])).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("1006")]
    [InlineData("9999")]
    public async Task Answers_1006_and_9999_on_demand(string code)
    {
        await _caller.RefreshAsync();
        await session.FaultAsync(new { kind = "code", code, profile = "p1", sid = "s_610000_plan", count = 1 });
        Assert.Equal(code, await _caller.CodeAsync("s_610000_plan", Query));
        Assert.Equal("0", await _caller.CodeAsync("s_610000_plan", Query));
    }

    [Fact]
    public async Task Answers_an_unknown_area_with_nothing() =>
        Assert.Equal(0, (await _caller.CallAsync("s_610000_subject", Query.Replace("610502", "610999", StringComparison.Ordinal)))
            .GetProperty("data").GetProperty("total").GetInt32());

    [Fact]
    public async Task Answers_behaviours_with_an_array_an_object_or_a_plain_text()
    {
        const string sid = "s_610000_behaviour";
        var rows = await _caller.CallAsync(sid, "?cd_source=610500&submitted_date=2026-11-20&table_id=1");
        Assert.All(rows.EnumerateArray(), row => Assert.Equal("2026-11-20 17:30:00", row.GetProperty("submitted_date").GetString()));
        Assert.NotEmpty(rows.EnumerateArray());
        foreach (var query in new[] { "&submitted_date=2026-11-22&table_id=1", "&submitted_date=20261120&table_id=4" })
        {
            Assert.Equal("没有数据或者时间格式错误", await _caller.TextAsync(sid, "?cd_source=610500" + query));
        }

        Assert.Equal("9001", (await _caller.CallAsync(sid, "?cd_source=610500&submitted_date=2026-11-20&table_id=5")).GetProperty("errCode").GetString());
    }

    [Fact]
    public async Task Encrypts_the_secret_by_variant_B_where_configured()
    {
        var options = session.Options with { SecretCipher = "cbc", DataFolder = Path.Combine(session.Options.DataFolder, "cbc") };
        await using var server = await Gateway.Sandbox.SandboxServer.StartAsync(options, session.Clock, TextWriter.Null, TestContext.Current.CancellationToken);
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = server.BaseAddress };
        var time = _caller.Now;
        var body = new Dictionary<string, string>
        {
            ["gjgxjhpt_rid"] = options.Rid,
            ["gjgxjhpt_sid"] = "s_sys_refresh",
            ["gjgxjhpt_rtime"] = time,
            ["gjgxjhpt_sign"] = ExchangeCaller.Sign(options.AppKey, "s_sys_refresh" + options.Rid + time),
        };
        using var response = await http.PostAsync("p1/sysapi/auth/refreshappsecret", SandboxSession.Json(body), TestContext.Current.CancellationToken);
        var answer = SandboxSession.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var aes = Aes.Create();
        aes.Key = ExchangeCaller.AesKey(options.AppKey);
        var cipher = Convert.FromBase64String(answer.GetProperty("data").GetProperty("secret").GetString()!);
        Assert.Matches("^[0-9a-f]{32}$", Encoding.UTF8.GetString(aes.DecryptCbc(cipher, "AESCBCPKCS5Paddi"u8)));
    }
}
