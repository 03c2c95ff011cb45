using System.Net;
using System.Text;
using Gateway.Pipeline.Results;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Host;

/// <summary>The answers to a withdrawal, over real HTTP.</summary>
public sealed class WithdrawalApiTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private const string Good = """{"reason":"录入有误","basis":"更正通知〔2026〕3号"}""";

    [Fact]
    public async Task It_is_202_the_same_again_202_other_words_409_and_a_higher_version_201()
    {
        await PostResultAsync("W-1", 1);
        using var first = await WithdrawAsync("W-1", Good);
        Assert.Equal(HttpStatusCode.Accepted, first.StatusCode);
        Assert.Equal(1, (await GatewayServer.BodyAsync(first)).GetProperty("version").GetInt32());
        using var again = await WithdrawAsync("W-1", Good);
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        using var other = await WithdrawAsync("W-1", Good.Replace("录入", "登记", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        await PostResultAsync("W-1", 2);
    }

    [Fact]
    public async Task An_unknown_id_is_404_and_so_is_another_countys()
    {
        await PostResultAsync("W-2", 1);
        using var unknown = await WithdrawAsync("W-3", Good);
        using var foreign = await WithdrawAsync("W-2", Good, "610503");
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (unknown.StatusCode, foreign.StatusCode));
        Assert.Contains("没有这个编号", await unknown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bad_request_names_its_fields_in_chinese_and_a_classified_one_is_left_nowhere()
    {
        await PostResultAsync("W-4", 1);
        using var bad = await WithdrawAsync("W-4", "{}");
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Equal(
            ["/reason 不能为空", "/basis 不能为空"],
            (await GatewayServer.BodyAsync(bad)).GetProperty("errors").EnumerateArray().Select(x => $"{x.GetProperty("field")} {x.GetProperty("message")}"));
        using var secret = await WithdrawAsync("W-4", """{"reason":"绝密行动涉及国家秘密","basis":"绝密依据"}""");
        Assert.Equal("GW-0111", (await GatewayServer.BodyAsync(secret)).GetProperty("code").GetString());
        Assert.DoesNotContain("绝密", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_of_the_api_names_it()
    {
        using var answer = await server.Client.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        var path = (await GatewayServer.BodyAsync(answer)).GetProperty("paths").GetProperty("/api/v1/results/{id}/withdraw").GetProperty("post");
        Assert.True(path.GetProperty("responses").TryGetProperty("202", out _));
        Assert.True(path.TryGetProperty("requestBody", out _));
    }

    private Task<HttpResponseMessage> WithdrawAsync(string id, string json, string area = ResultSamples.Area) =>
        server.SendAsync(HttpMethod.Post, $"/api/v1/results/{id}/withdraw", json, area);

    private async Task PostResultAsync(string id, int version)
    {
        var json = Encoding.UTF8.GetString(CanonicalResult.Bytes(ResultSamples.Result(id, version)));
        using var answer = await server.SendAsync(HttpMethod.Post, "/api/v1/results", json);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }
}
