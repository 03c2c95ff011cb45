using System.Net;
using Xunit;

namespace Gateway.IntegrationTests.Host;

/// <summary>Reconciliations over real HTTP: a county sees its own, operators see all, with the proof and every difference.</summary>
public sealed class ReconcileApiTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when ReconcileEndpoints does not ask whose run it is, or when a page leaves out a finding or a hash.
    [Fact]
    public async Task A_county_sees_its_own_reconciliations_and_the_page_shows_the_proof_and_every_difference()
    {
        await using (var run = server.Database.DataSource.CreateCommand(
            """
            with run as (
              insert into gateway.reconcile_run (target, area, day_from, day_to, origin, repair, state, started_at, ended_at, theirs, ours, matched,
                missing_there, ours_sha256, theirs_sha256)
              values ('credit', '610502', '2026-10-01', '2026-10-31', 'month', true, 'completed', now(), now(), 1, 2, 1, 1, '\x0a', '\x0b') returning run_id)
            insert into gateway.reconcile_finding (run_id, place, kind, wire_id, doc_kind, doc_id, version, delivery_id, ours, repair, state, why, changed_at)
            select run_id, 1, 'missing_there', '610502-<R1>', 'result', 'R1', 1, 7, 'in_force', 'resend', 'skipped', '之后已有新的推送', now() from run
            """))
        {
            await run.ExecuteNonQueryAsync(Cancelled);
        }

        using var list = await server.SendAsync(HttpMethod.Get, "/api/v1/reconciliations?target=credit", area: "610502");
        var only = Assert.Single((await GatewayServer.BodyAsync(list)).EnumerateArray());
        Assert.Equal((false, 1), (only.GetProperty("clean").GetBoolean(), only.GetProperty("counts").GetProperty("missingThere").GetInt32()));
        var address = $"/api/v1/reconciliations/{only.GetProperty("runId").GetInt64()}";
        using var own = await server.SendAsync(HttpMethod.Get, address, area: "610502");
        Assert.Equal("610502-<R1>", (await GatewayServer.BodyAsync(own)).GetProperty("findings")[0].GetProperty("wireId").GetString());

        using var foreign = await server.SendAsync(HttpMethod.Get, address, area: "610503");
        using var others = await server.SendAsync(HttpMethod.Get, "/api/v1/reconciliations", area: "610503");
        Assert.Equal((HttpStatusCode.NotFound, 0), (foreign.StatusCode, (await GatewayServer.BodyAsync(others)).GetArrayLength()));

        using var login = await server.Client.PostAsync(
            "/login", new FormUrlEncodedContent([new("user", GatewayServer.User), new("password", GatewayServer.Password), new("next", "/")]), Cancelled);
        var cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        Assert.Contains("有差异", await PageAsync("/reconcile", cookie), StringComparison.Ordinal);
        var page = await PageAsync($"/reconcile?run={only.GetProperty("runId").GetInt64()}", cookie);
        Assert.All(
            ["平台缺失", "610502-&lt;R1&gt;", "未修复", "之后已有新的推送", "<td class=t>0a</td>", "<td class=t>0b</td>"],
            x => Assert.Contains(x, page, StringComparison.Ordinal));
    }

    private async Task<string> PageAsync(string path, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie);
        using var page = await server.Client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return await page.Content.ReadAsStringAsync(Cancelled);
    }
}
