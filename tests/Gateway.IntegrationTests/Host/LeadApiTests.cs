using System.Net;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Host;

/// <summary>Leads and their handling over real HTTP.</summary>
public sealed class LeadApiTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private static readonly string Handling =
        $$"""{"state":"accepted","deptCode":"{{ResultSamples.Department}}","text":"已受理，联系人样例","at":"2026-11-03T16:00:00"}""";

    [Fact]
    public async Task It_is_201_200_409_400_403_and_404()
    {
        Assert.Equal(HttpStatusCode.Created, await SendAsync(HttpMethod.Post, "leads", Lead("AL-1")));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Post, "leads", Lead("AL-1")));
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(HttpMethod.Post, "leads", Lead("AL-1").Replace("合成", "别的", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Post, "leads", "{}"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Post, "leads", Lead("AL-2").Replace("12345", "街头", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Post, "leads", Lead("AL-3"), "610503"));
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Post, "leads/AL-9/handling", Handling));
        Assert.Equal(HttpStatusCode.Created, await SendAsync(HttpMethod.Post, "leads/AL-1/handling", Handling));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Post, "leads/AL-1/handling", Handling));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Post, "leads/AL-1/handling", Handling.Replace("accepted", "done", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Post, "leads/AL-1/handling", Handling.Replace(ResultSamples.Department, "1", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Post, "leads/AL-1/handling", Handling, "610503"));
    }

    [Fact]
    public async Task The_state_is_told_without_content_and_to_its_county_only()
    {
        await SendAsync(HttpMethod.Post, "leads", Lead("AL-4"));
        await SendAsync(HttpMethod.Post, "leads/AL-4/handling", Handling);
        using var answer = await server.SendAsync(HttpMethod.Get, "/api/v1/leads/AL-4");
        var body = await GatewayServer.BodyAsync(answer);
        Assert.Equal("county", body.GetProperty("source").GetString());
        Assert.Equal("Accepted", body.GetProperty("steps")[0].GetProperty("state").GetString());
        Assert.DoesNotContain("样例", body.GetRawText() + server.Log, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Get, "leads/AL-4", null, "610503"));
    }

    private static string Lead(string leadNo) =>
        $$"""{"leadNo":"{{leadNo}}","area":"{{ResultSamples.Area}}","channel":"12345","content":"群众反映样例问题（合成）","receivedAt":"2026-11-03T16:00:00","deadline":"2026-11-18"}""";

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string? body, string area = ResultSamples.Area)
    {
        using var answer = await server.SendAsync(method, "/api/v1/" + path, body, area);
        return answer.StatusCode;
    }
}
