using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>Profile 10: signature, leads by time, handling.</summary>
public sealed class HotlineTests(SandboxSession session) : IClassFixture<SandboxSession>
{
    private const string Handling = """{"state":"accepted","deptCode":"11610500MA20C1JK3Q","text":"已受理（样例）","at":"2026-11-03 16:00:00"}""";

    [Fact]
    public async Task Refuses_a_wrong_signature_and_a_time_ten_minutes_off()
    {
        Assert.Equal(401, Code(await GetAsync("2026-01-01 00:00:00", sign: "0")));
        Assert.Equal(401, Code(await GetAsync("2026-01-01 00:00:00", skewSeconds: 601)));
        Assert.Equal(401, Code(await GetAsync("2026-01-01 00:00:00", skewSeconds: -601)));
        Assert.Equal(0, Code(await GetAsync("2026-01-01 00:00:00", skewSeconds: 599)));
        Assert.Equal(401, Code((await PostAsync("x", Handling, sign: "0")).Body));
    }

    [Fact]
    public async Task Shows_leads_in_order_page_by_page_and_since_is_inclusive()
    {
        Assert.Equal(400, Code(await GetAsync("2026-01-01")));
        Assert.Equal(400, Code(await GetAsync("2026-01-01 00:00:00", page: 0)));
        var times = new List<string>();
        for (var page = 1; ; page++)
        {
            var data = (await GetAsync("2026-01-01 00:00:00", page)).GetProperty("data");
            times.AddRange(data.GetProperty("leads").EnumerateArray().Select(x => x.GetProperty("receivedAt").GetString()!));
            if (times.Count == data.GetProperty("total").GetInt32())
            {
                break;
            }

            Assert.Equal(50, data.GetProperty("leads").GetArrayLength());
        }

        Assert.Equal(times.Order(StringComparer.Ordinal), times);
        var tie = times.GroupBy(x => x).First(x => x.Count() > 1);
        var since = (await GetAsync(tie.Key)).GetProperty("data").GetProperty("total").GetInt32();
        Assert.Equal(times.Count(x => string.CompareOrdinal(x, tie.Key) >= 0), since);
    }

    [Fact]
    public async Task Takes_a_step_once_and_refuses_what_is_none()
    {
        var lead = (await GetAsync("2026-01-01 00:00:00")).GetProperty("data").GetProperty("leads")[0].GetProperty("leadNo").GetString()!;
        Assert.Equal((HttpStatusCode.NotFound, 404), Answer(await PostAsync("nobody", Handling)));
        Assert.Equal(400, Code((await PostAsync(lead, Handling.Replace("accepted", "done", StringComparison.Ordinal))).Body));
        Assert.Equal(400, Code((await PostAsync(lead, Handling.Replace("11610500MA20C1JK3Q", "1", StringComparison.Ordinal))).Body));
        Assert.Equal(400, Code((await PostAsync(lead, Handling.Replace("2026-11-03 16", "2026-11-03T16", StringComparison.Ordinal))).Body));
        Assert.Equal(400, Code((await PostAsync(lead, "[]")).Body));
        Assert.Equal(0, Code((await PostAsync(lead, Handling)).Body));
        Assert.Equal(0, Code((await PostAsync(lead, Handling)).Body));
        Assert.Equal(0, Code((await PostAsync(lead, Handling.Replace("accepted", "handled", StringComparison.Ordinal))).Body));
        await session.RestartAsync();
        var told = await session.ControlAsync(HttpMethod.Get, "_sandbox/handling");
        Assert.Equal(["accepted 0 2", "handled 1 1"], told.EnumerateArray().Select(x => $"{x.GetProperty("state")} {x.GetProperty("place")} {x.GetProperty("received")}"));
    }

    private static int Code(JsonElement answer) => answer.GetProperty("code").GetInt32();

    private static (HttpStatusCode, int) Answer((HttpStatusCode Status, JsonElement Body) answer) => (answer.Status, Code(answer.Body));

    private async Task<JsonElement> GetAsync(string since, int page = 1, string? sign = null, int skewSeconds = 0) => SandboxSession.Parse(await session.Http.GetStringAsync(
        $"p10/leads?since={Uri.EscapeDataString(since)}&page={page}&{Signed(sign, skewSeconds)}", TestContext.Current.CancellationToken));

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string lead, string body, string? sign = null)
    {
        using var response = await session.Http.PostAsync($"p10/leads/{Uri.EscapeDataString(lead)}/handling?{Signed(sign, 0)}", SandboxSession.Json(body), TestContext.Current.CancellationToken);
        return (response.StatusCode, SandboxSession.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [SuppressMessage("Security", "CA5351", Justification = "The platform signs so.")]
    private string Signed(string? sign, int skewSeconds)
    {
        var (key, time) = (session.Options.HotlineAppKey, session.Clock.GetUtcNow().AddSeconds(skewSeconds).ToOffset(TimeSpan.FromHours(8)).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture));
        return $"appKey={key}&requestTime={time}&sign={sign ?? Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(key + session.Options.HotlineSecret + time)))}";
    }
}
