using System.Globalization;
using System.Net;
using System.Text;
using Gateway.Pipeline.Results;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Host;

/// <summary>The answers to approvals not to publish and their revocation, over real HTTP.</summary>
public sealed class ExemptionApiTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private const string Revocation = """{"revokedBy":"钱样例","reason":"理由消失"}""";

    [Fact]
    public async Task An_approval_is_201_the_same_again_200_other_content_409_and_its_revocation_200()
    {
        await PostResultAsync("E-1");
        using var first = await PostAsync("exemptions", Approval("E-1"));
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var id = (await GatewayServer.BodyAsync(first)).GetProperty("id").GetInt64();
        using var again = await PostAsync("exemptions", Approval("E-1"));
        using var other = await PostAsync("exemptions", Approval("E-1", "个人隐私"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (again.StatusCode, other.StatusCode));

        var revoke = string.Create(CultureInfo.InvariantCulture, $"exemptions/{id}/revoke");
        using var foreign = await PostAsync(revoke, Revocation, "610503");
        using var revoked = await PostAsync(revoke, Revocation);
        using var twice = await PostAsync(revoke, Revocation);
        using var otherwise = await PostAsync(revoke, Revocation.Replace("消失", "不足", StringComparison.Ordinal));
        Assert.Equal(
            [HttpStatusCode.NotFound, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict],
            [foreign.StatusCode, revoked.StatusCode, twice.StatusCode, otherwise.StatusCode]);
    }

    [Fact]
    public async Task An_unknown_or_foreign_result_is_404_and_who_entered_it_may_not_approve()
    {
        await PostResultAsync("E-2");
        using var unknown = await PostAsync("exemptions", Approval("E-9"));
        using var foreign = await PostAsync("exemptions", Approval("E-2"), "610503");
        using var own = await PostAsync("exemptions", Approval("E-2").Replace("赵样例", "王样例", StringComparison.Ordinal));
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.BadRequest], [unknown.StatusCode, foreign.StatusCode, own.StatusCode]);
        Assert.Contains("审批人不得是检查结果的录入人", await own.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("国家秘密")]
    [InlineData("国家安全")]
    public async Task A_classified_ground_is_refused_and_left_nowhere(string ground)
    {
        await PostResultAsync("E-3");
        using var refused = await PostAsync("exemptions", Approval("E-3", ground, "绝密审〔2026〕9号"));
        Assert.Equal("GW-0111", (await GatewayServer.BodyAsync(refused)).GetProperty("code").GetString());
        await using var command = server.Database.DataSource.CreateCommand(
            "select (select count(*) from gateway.exemption where result_id = 'E-3') + (select count(*) from gateway.audit_entry where kind = 'exemption.approved' and subject = 'result:610502/E-3')");
        Assert.Equal(0L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain("绝密审", server.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_of_the_api_names_both()
    {
        using var answer = await server.Client.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        var paths = (await GatewayServer.BodyAsync(answer)).GetProperty("paths");
        Assert.True(paths.GetProperty("/api/v1/exemptions").GetProperty("post").GetProperty("responses").TryGetProperty("201", out _));
        Assert.True(paths.GetProperty("/api/v1/exemptions/{id}/revoke").GetProperty("post").TryGetProperty("requestBody", out _));
    }

    private static string Approval(string id, string ground = "商业秘密", string approvalNo = "渭临审〔2026〕1号") =>
        $$"""{"resultId":"{{id}}","ground":"{{ground}}","approvalNo":"{{approvalNo}}","approvedBy":"赵样例","approvedOn":"2024-01-05","enteredBy":"孙样例"}""";

    private Task<HttpResponseMessage> PostAsync(string path, string json, string area = ResultSamples.Area) =>
        server.SendAsync(HttpMethod.Post, $"/api/v1/{path}", json, area);

    private async Task PostResultAsync(string id)
    {
        using var answer = await PostAsync("results", Encoding.UTF8.GetString(CanonicalResult.Bytes(ResultSamples.Result(id))));
        Assert.True(answer.IsSuccessStatusCode);
    }
}
