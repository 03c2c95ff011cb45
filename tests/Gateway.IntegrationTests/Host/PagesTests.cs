using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Host;

/// <summary>Health, pages and their login, and what the scheduler was told.</summary>
public sealed class PagesTests(GatewayServer server) : IClassFixture<GatewayServer>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_live_and_ready_describes_itself_and_counts()
    {
        foreach (var path in new[] { "/health/live", "/health/ready", "/metrics", "/openapi/v1.json" })
        {
            using var answer = await server.SendAsync(HttpMethod.Get, path, area: null);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, path);
        }

        var description = await server.Client.GetStringAsync("/openapi/v1.json", Cancelled);
        Assert.Contains("/api/v1/results/{id}", description, StringComparison.Ordinal);
        Assert.Contains("X-Api-Key", description, StringComparison.Ordinal);
    }

    [Theory, InlineData("/"), InlineData("/quality"), InlineData("/deadlines"), InlineData("/reconcile"), InlineData("/desk"), InlineData("/hangfire"), InlineData("/hangfire/recurring")]
    public async Task A_page_wants_a_login_even_on_this_machine(string path)
    {
        using var answer = await server.SendAsync(HttpMethod.Get, path, area: null);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/login?next=", answer.Headers.Location?.ToString(), StringComparison.Ordinal);
        using var forged = new HttpRequestMessage(HttpMethod.Get, path);
        forged.Headers.Add("Cookie", "gateway-login=AAAA");
        using var refused = await server.Client.SendAsync(forged, Cancelled);
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }

    [Fact]
    public async Task What_lies_in_the_tables_is_measured()
    {
        await using (var command = server.Database.DataSource.CreateCommand(
            "insert into gateway.delivery_queue (target, area, kind, operation, delivery_id, doc_id, version) "
            + "select 'nobody', '610502', 'result', 'i', x, 'R' || x, 1 from generate_series(1, 7) x"))
        {
            await command.ExecuteNonQueryAsync(Cancelled);
        }

        // A reading may be fifteen seconds old.
        await Until.TrueAsync("the backlog is measured", TimeSpan.FromSeconds(40), async token =>
            (await server.Client.GetStringAsync("/metrics", token)).Split('\n').Any(x =>
                x.StartsWith("gateway_backlog{", StringComparison.Ordinal) && x.Contains("target=\"nobody\"", StringComparison.Ordinal)
                && x.TrimEnd().EndsWith("} 7", StringComparison.Ordinal)), Cancelled);
        Assert.Contains("gateway_database_up", await server.Client.GetStringAsync("/metrics", Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_passed_on_by_a_proxy_want_the_login()
    {
        foreach (var (password, status) in new[] { (null, 401), ("not the password", 401), (GatewayServer.Password, 200) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            request.Headers.Add("X-Forwarded-For", "192.0.2.1");
            if (password is not null)
            {
                var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{GatewayServer.User}:{password}"));
                request.Headers.Authorization = new AuthenticationHeaderValue("Basic", login);
            }

            using var answer = await server.Client.SendAsync(request, Cancelled);
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_right_password_opens_the_pages_and_a_wrong_one_does_not()
    {
        using var wrong = await LoginAsync("not the password");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        using var right = await LoginAsync(GatewayServer.Password);
        Assert.Equal(HttpStatusCode.Redirect, right.StatusCode);
        var cookie = right.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        foreach (var (path, text) in new[] { ("/", "读取平衡表"), ("/quality", "没有隔离的记录"), ("/deadlines", "没有未完成的公示"), ("/reconcile", "还没有对账"), ("/hangfire/recurring", "pull:610502:subject") })
        {
            // The list of jobs is written after the start.
            await Until.TrueAsync($"{path} shows {text}", TimeSpan.FromSeconds(60), async token =>
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Add("Cookie", cookie.Split(';')[0]);
                using var page = await server.Client.SendAsync(request, token);
                Assert.Equal(HttpStatusCode.OK, page.StatusCode);
                return (await page.Content.ReadAsStringAsync(token)).Contains(text, StringComparison.Ordinal);
            }, Cancelled);
        }
    }

    [Fact]
    public async Task The_scheduler_knows_every_job_under_its_pinned_name()
    {
        var jobs = new Dictionary<string, string>();
        await Until.TrueAsync("the list is written", TimeSpan.FromSeconds(60), async token =>
        {
            jobs.Clear();
            await using var read = server.Database.DataSource.CreateCommand(
                "select key, value from hangfire.hash where key like 'recurring-job:%' and field = 'Job'");
            await using var rows = await read.ExecuteReaderAsync(token);
            while (await rows.ReadAsync(token))
            {
                jobs[rows.GetString(0)["recurring-job:".Length..]] = rows.GetString(1);
            }

            return jobs.ContainsKey("deliver:receipts"); // the last one written
        }, Cancelled);

        // Names stored in the database: a renamed class or method would leave occurrences behind that nobody can run.
        const string Jobs = "Gateway.Pipeline.Scheduling.Jobs.";
        Assert.Contains($"{Jobs}PullFeedJob, Gateway.Pipeline\",\"m\":\"RunAsync", jobs["pull:610502:subject"], StringComparison.Ordinal);
        Assert.Contains("610502 临渭区 监管对象 增量读取", jobs["pull:610502:subject"], StringComparison.Ordinal);
        Assert.Contains("610581 韩城市 监管事项 全量读取", jobs["pull-full:610581:matter"], StringComparison.Ordinal);
        Assert.Contains($"{Jobs}CompileChecklistJob, Gateway.Pipeline", jobs["compile:610500"], StringComparison.Ordinal);
        Assert.Contains($"{Jobs}ReconcileAreaJob, Gateway.Pipeline", jobs["reconcile:610502"], StringComparison.Ordinal);
        Assert.Contains($"{Jobs}SealAuditJob, Gateway.Pipeline", jobs["audit:seal"], StringComparison.Ordinal);
        Assert.Contains($"{Jobs}ExemptionExpiryJob, Gateway.Pipeline", jobs["exemption:expiry"], StringComparison.Ordinal);
        Assert.Contains("\"q\":\"bulk\"", jobs["pull:610502:subject"], StringComparison.Ordinal);
        Assert.Contains($"{Jobs}AlertsJob, Gateway.Pipeline", jobs["alerts"], StringComparison.Ordinal);
        Assert.Equal((12 * 7 * 2) + 12 + 12 + 7, jobs.Count);
    }

    private Task<HttpResponseMessage> LoginAsync(string password) => server.Client.PostAsync(
        "/login", new FormUrlEncodedContent([new("user", GatewayServer.User), new("password", password), new("next", "/")]), Cancelled);
}
