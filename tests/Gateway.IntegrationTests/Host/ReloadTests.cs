using System.Net;
using System.Text;
using Gateway.Pipeline.Results;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Host;

/// <summary>
/// Files are changed under a running server. Fails when the files are not looked at, when the recurring jobs, API keys or health keep what was
/// read at the start, or when a broken file takes anything out of force.
/// </summary>
public sealed class ReloadTests(ConfiguredServer server) : IClassFixture<ConfiguredServer>
{
    private const string Linwei = "counties/610502-linwei.yaml";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_changed_cron_reaches_the_scheduler_and_the_history_says_what_changed()
    {
        await Until.TrueAsync("the list is written", Limit, async _ => await CronAsync() == "5 6,12,18 * * *", Cancelled);
        var before = server.Change(Linwei, "cron: \"5 6,12,18 * * *\"", "cron: \"35 6,12,18 * * *\"");
        await Until.TrueAsync("the new cron is written", Limit, async _ => await CronAsync() == "35 6,12,18 * * *", Cancelled);
        Assert.Equal(1, await CountAsync("adapter_change where outcome = 'taken' and differences @> '[{\"path\":\"feeds.matter.cron\",\"old\":\"5 6,12,18 * * *\",\"new\":\"35 6,12,18 * * *\",\"areas\":[\"610502\"]}]'"));
        Assert.Equal(1, await CountAsync("audit_entry where kind = 'adapters.changed' and detail::jsonb #> '{differences,0}' @> '{\"path\":\"feeds.matter.cron\",\"new\":\"35 6,12,18 * * *\"}'"));
        server.Write(Linwei, before);
        await Until.TrueAsync("the old file is taken back", Limit, async _ => await CronAsync() == "5 6,12,18 * * *", Cancelled);
    }

    [Fact]
    public async Task A_county_key_in_the_secrets_folder_is_exchanged_without_a_restart_and_never_shown()
    {
        const string Variable = "Gateway__Counties__610581__ApiKey";
        const string Canary = "canary-of-a-new-key-73";
        Assert.Equal(HttpStatusCode.Created, await HandInAsync(GatewayServer.KeyOf("610581"), "N-1"));
        Assert.Equal(HttpStatusCode.Unauthorized, await HandInAsync(Canary, "N-2"));
        server.SetSecret(Variable, Canary);
        await Until.TrueAsync("the new key is known", Limit, async _ => await HandInAsync(Canary, "N-2") is not HttpStatusCode.Unauthorized, Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, await HandInAsync(GatewayServer.KeyOf("610581"), "N-3"));
        Assert.Equal(HttpStatusCode.Created, await HandInAsync(GatewayServer.PreviousKeyOf("610581"), "N-4"));
        Assert.Equal(1, await CountAsync("audit_entry where kind = 'adapters.changed' and detail like '%\"path\":\"apiKey\",\"old\":\"（已设置）\",\"new\":\"（已更换）\"%'"));
        Assert.Equal(0, await CountAsync($"audit_entry where detail like '%{Canary}%'") + await CountAsync($"adapter_change where differences::text like '%{Canary}%'"));
        Assert.DoesNotContain(Canary, server.Log, StringComparison.Ordinal);
        server.SetSecret(Variable, GatewayServer.KeyOf("610581"));
    }

    [Fact]
    public async Task A_broken_file_is_refused_with_all_reasons_while_the_old_goes_on_and_mending_it_ends_that()
    {
        const string File = "counties/610582-huayin.yaml";
        var cookie = await LoginAsync();
        var before = server.Change(File, "level: 县", "level: 镇\nunknownThing: 1");
        await Until.TrueAsync("the page says why", Limit, async _ => await PageAsync(cookie) is var page
            && page.Contains("未知的配置项“unknownThing”", StringComparison.Ordinal) && page.Contains("“level”的值“镇”不符合要求", StringComparison.Ordinal), Cancelled);
        Assert.Equal(1, await CountAsync("audit_entry where kind = 'adapters.refused' and detail like '%unknownThing%'"));
        Assert.Equal(HttpStatusCode.Created, await HandInAsync(GatewayServer.KeyOf("610582"), "B-1"));
        using (var ready = await server.SendAsync(HttpMethod.Get, "/health/ready", area: null))
        {
            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        }

        server.Write(File, before);
        await Until.TrueAsync("nothing is refused any more", Limit, async _ => !(await PageAsync(cookie)).Contains("未采用的原因", StringComparison.Ordinal), Cancelled);
        Assert.Equal(1, await CountAsync("audit_entry where kind = 'adapters.refused' and detail like '%unknownThing%'"));
    }

    [Fact]
    public async Task A_target_that_was_taken_out_keeps_what_waits_for_it_and_the_page_says_so()
    {
        const string File = "counties/610528-fuping.yaml";
        var cookie = await LoginAsync();
        Assert.Equal(HttpStatusCode.Created, await HandInAsync(GatewayServer.KeyOf("610528"), "T-1"));
        var before = server.Change(File, "  - double-random", "  # - double-random");
        await Until.TrueAsync("it is held", Limit, async _ => await PageAsync(cookie) is var page
            && page.Contains("目标已从配置移除", StringComparison.Ordinal) && page.Contains("<td class=t>double-random</td><td class=t>610528</td><td>1</td>", StringComparison.Ordinal), Cancelled);
        Assert.Equal(HttpStatusCode.Created, await HandInAsync(GatewayServer.KeyOf("610528"), "T-2"));
        Assert.Equal(0, await CountAsync("delivery where target = 'double-random' and doc_id = 'T-2'"));
        server.Write(File, before);
        await Until.TrueAsync("it is there again", Limit, async _ => !(await PageAsync(cookie)).Contains("目标已从配置移除", StringComparison.Ordinal), Cancelled);
        Assert.Equal(1, await CountAsync("delivery where target = 'double-random' and doc_id = 'T-1' and state not in ('parked', 'rejected')"));
    }

    private async Task<HttpStatusCode> HandInAsync(string key, string id)
    {
        var area = new[] { "610581", "610582", "610528" }.FirstOrDefault(x => key == GatewayServer.KeyOf(x)) ?? "610581";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/results")
        {
            Content = new StringContent(Encoding.UTF8.GetString(CanonicalResult.Bytes(ResultSamples.Result(id) with { Area = area })), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Api-Key", key);
        using var answer = await server.Client.SendAsync(request, Cancelled);
        return answer.StatusCode;
    }

    private async Task<string> LoginAsync()
    {
        using var answer = await server.Client.PostAsync(
            "/login", new FormUrlEncodedContent([new("user", GatewayServer.User), new("password", GatewayServer.Password), new("next", "/")]), Cancelled);
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private async Task<string> PageAsync(string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/adapters");
        request.Headers.Add("Cookie", cookie);
        using var page = await server.Client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return await page.Content.ReadAsStringAsync(Cancelled);
    }

    private async Task<string?> CronAsync()
    {
        await using var command = server.Database.DataSource.CreateCommand(
            "select value from hangfire.hash where key = 'recurring-job:pull:610502:matter' and field = 'Cron'");
        return (string?)await command.ExecuteScalarAsync(Cancelled);
    }

    private async Task<int> CountAsync(string what)
    {
        await using var command = server.Database.DataSource.CreateCommand($"select count(*)::int from gateway.{what}");
        return (int)(await command.ExecuteScalarAsync(Cancelled) ?? 0);
    }
}
