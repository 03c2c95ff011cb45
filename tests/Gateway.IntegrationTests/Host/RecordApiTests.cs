using System.Net;
using System.Text;
using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.CreditRecords;
using Gateway.Pipeline.CreditRepairs;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Host;

/// <summary>Penalties and licences over real HTTP.</summary>
public sealed class RecordApiTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private static readonly RecordFormat<Penalty> Penalties = new(new PenaltyKind());
    private static readonly RecordFormat<Licence> Licences = new(new LicenceKind());

    [Fact]
    public async Task It_is_201_200_409_400_207_and_413_as_for_results()
    {
        var first = Json(RecordSamples.Penalty("HP-1"));
        Assert.Equal(HttpStatusCode.Created, await SendAsync(HttpMethod.Post, "penalties", first));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Post, "penalties", first));
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(HttpMethod.Post, "penalties", Json(RecordSamples.Penalty("HP-1") with { Fine = 1m })));
        Assert.Equal(HttpStatusCode.Created, await SendAsync(HttpMethod.Put, "penalties/HP-1", Json(RecordSamples.Penalty("HP-1", 2))));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Put, "penalties/HP-2", Json(RecordSamples.Penalty("HP-1", 3))));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Post, "penalties", "{}"));
        Assert.Equal(HttpStatusCode.MultiStatus, await SendAsync(HttpMethod.Post, "penalties", $"[{Json(RecordSamples.Penalty("HP-3"))},{{}}]"));
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge, await SendAsync(HttpMethod.Post, "penalties", $"[{string.Join(',', Enumerable.Repeat("{}", 1001))}]"));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Post, "penalties", first, "610503"));
        Assert.Equal(HttpStatusCode.Created, await SendAsync(HttpMethod.Post, "licences", Json(RecordSamples.Licence("HL-1"))));
        Assert.Equal(HttpStatusCode.Created, await SendAsync(HttpMethod.Put, "licences/HL-1", Json(RecordSamples.Licence("HL-1", 2))));
    }

    [Fact]
    public async Task The_state_is_told_per_target_and_without_content_and_to_its_county_only()
    {
        await SendAsync(HttpMethod.Post, "penalties", Json(RecordSamples.OfCitizen("HP-4")));
        using var answer = await server.SendAsync(HttpMethod.Get, "/api/v1/penalties/HP-4", null);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("credit.penalty", text, StringComparison.Ordinal);
        Assert.DoesNotContain("样例", text, StringComparison.Ordinal);
        Assert.DoesNotContain(ResultSamples.Citizen, text + server.Log, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Get, "penalties/HP-4", null, "610503"));
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Get, "licences/HP-4", null));
    }

    [Fact]
    public async Task A_withdrawal_is_202_404_and_409()
    {
        const string request = """{"reason":"决定被撤销","basis":"渭临复决〔2026〕3号"}""";
        await SendAsync(HttpMethod.Post, "licences", Json(RecordSamples.Licence("HL-2")));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(HttpMethod.Post, "licences/HL-2/withdraw", request));
        Assert.Equal(HttpStatusCode.Accepted, await SendAsync(HttpMethod.Post, "licences/HL-2/withdraw", request));
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(HttpMethod.Post, "licences/HL-2/withdraw", request.Replace("决定", "许可", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Post, "penalties/HL-2/withdraw", request));
    }

    [Fact]
    public async Task A_repair_is_201_200_409_400_and_403_and_can_be_asked_for()
    {
        await SendAsync(HttpMethod.Post, "penalties", Json(RecordSamples.Penalty("HP-5")));
        var repair = RecordSamples.Repair("HX-1", new RepairedRecord("penalty", "HP-5"));
        Assert.Equal(HttpStatusCode.Created, await SendAsync(HttpMethod.Post, "credit-repairs", Json(repair)));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Post, "credit-repairs", Json(repair)));
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(HttpMethod.Post, "credit-repairs", Json(repair with { PublicStatus = 2 })));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Post, "credit-repairs", "{}"));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Post, "credit-repairs", Json(repair), "610503"));
        using var answer = await server.SendAsync(HttpMethod.Get, "/api/v1/credit-repairs/HX-1");
        Assert.Equal("withdrawn", (await GatewayServer.BodyAsync(answer)).GetProperty("records")[0].GetProperty("outcome").GetString());
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Get, "credit-repairs/HX-1", null, "610503"));
    }

    [Fact]
    public async Task The_description_of_the_api_names_every_path()
    {
        using var answer = await server.Client.GetAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        var paths = (await GatewayServer.BodyAsync(answer)).GetProperty("paths");
        foreach (var kind in new[] { "penalties", "licences" })
        {
            foreach (var path in new[] { "", "/{id}", "/{id}/withdraw" })
            {
                Assert.True(paths.TryGetProperty($"/api/v1/{kind}{path}", out _), kind + path);
            }
        }
    }

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string? json, string area = ResultSamples.Area)
    {
        using var answer = await server.SendAsync(method, $"/api/v1/{path}", json, area);
        return answer.StatusCode;
    }

    private static string Json(Penalty penalty) => Encoding.UTF8.GetString(Penalties.Bytes(penalty));

    private static string Json(CreditRepair repair) => Encoding.UTF8.GetString(RepairFormat.Bytes(repair));

    private static string Json(Licence licence) => Encoding.UTF8.GetString(Licences.Bytes(licence));
}
