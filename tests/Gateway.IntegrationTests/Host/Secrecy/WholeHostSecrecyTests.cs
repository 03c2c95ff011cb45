using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Contracts.CreditRecords;
using Gateway.Contracts.Results;
using Gateway.Pipeline.CreditRecords;
using Gateway.Pipeline.Results;
using Gateway.Testing;
using RabbitMQ.Client;
using Xunit;

namespace Gateway.IntegrationTests.Host.Secrecy;

/// <summary>
/// R22 over the whole host: canaries in every input, platforms that repeat what they were sent, and then a search of every table, log,
/// page, answer and file. Fails when <c>Masking.PeerWords</c> gives its text back, when <c>PayloadBox</c> or <c>PreparedDocument</c> does
/// not encrypt, or when an answer repeats an id or a member's name as handed in.
/// </summary>
public sealed partial class WholeHostSecrecyTests(SecrecyServer server) : IClassFixture<SecrecyServer>
{
    private const string WrongKey = "wrong key canary 7351";
    private const string WrongPassword = "wrong password canary 9214";
    private const string Classified = "雷霆九号专项行动";
    private const string Invalid = "610502198001010019"; // its check digit is wrong
    private const string Foreign = "610503";

    private static readonly string[] Pages =
    [
        "/", "/quality", "/hangfire", "/hangfire/recurring", "/hangfire/retries", "/hangfire/servers", "/hangfire/jobs/enqueued", "/hangfire/jobs/scheduled",
        "/hangfire/jobs/processing", "/hangfire/jobs/succeeded", "/hangfire/jobs/failed", "/hangfire/jobs/deleted", "/hangfire/jobs/awaiting",
        "/metrics", "/openapi/v1.json", "/health/live", "/health/ready", "/login?next=/quality",
    ];

    private readonly List<(string Place, string Text)> _heard = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Persons_numbers_secrets_and_classified_content_are_found_nowhere()
    {
        foreach (var feed in new[] { "matter", "subject", "inspector", "expert" })
        {
            _heard.Add(($"pull {feed}", await server.RunAsync("pull", ResultSamples.Area, feed)));
        }

        var cookie = await LoginAsync();
        await FailingPullAsync(cookie);
        await HandInAsync();
        await PublishAsync();
        await DeliveredAsync();
        await LookAroundAsync(cookie);

        string[] planted =
        [
            ResultSamples.Citizen, Invalid, SecrecyServer.Phone, SecrecyServer.LawNo, SecrecyServer.OtherLawNo, SecrecyServer.Landline, Classified,
            WrongKey, WrongPassword, .. server.Secrets, .. server.SeenByPlatforms,
        ];
        Assert.True(planted.Length > 500, $"{planted.Length}");
        var places = await EverythingAsync();
        var (canaries, known) = (new Canaries(planted), new Canaries(["pull:610502:plan"]));
        foreach (var (place, text) in places)
        {
            Assert.True(canaries.In(text) is not { } leak, $"{place} shows: {canaries.In(text)}");
        }

        // The search sees what is there: in tables and on pages, and the peers' words, masked, where they are kept.
        Assert.Contains(places, x => x.Place == "hangfire.hash" && known.In(x.Text) is not null);
        Assert.Contains(places, x => x.Place == "/hangfire/recurring" && known.In(x.Text) is not null);
        Assert.Contains(places, x => x.Place == "gateway.delivery" && x.Text.Contains("参数错误 61***", StringComparison.Ordinal));
        Assert.Contains(places, x => x.Place.StartsWith("/hangfire/jobs/details/", StringComparison.Ordinal) && WebUtility.HtmlDecode(x.Text).Contains("参数错误 61***", StringComparison.Ordinal));
        Assert.True(places.Count > 1_000 && server.Log.Length > 10_000, $"{places.Count} places, {server.Log.Length} characters of log");
    }

    private async Task FailingPullAsync(string cookie)
    {
        // The list of jobs is written after the start.
        await Until.TrueAsync("the job is known", TimeSpan.FromSeconds(60), async _ => (await PageAsync("/hangfire/recurring", cookie)).Contains("pull:610502:plan", StringComparison.Ordinal), Cancelled);
        using var trigger = new HttpRequestMessage(HttpMethod.Post, "/hangfire/recurring/trigger") { Content = new FormUrlEncodedContent([new("jobs[]", "pull:610502:plan")]) };
        trigger.Headers.Add("Cookie", cookie);
        using var triggered = await server.Client.SendAsync(trigger, Cancelled);
        Assert.True(triggered.IsSuccessStatusCode, $"{triggered.StatusCode}");
        await Until.TrueAsync("the job has failed", TimeSpan.FromSeconds(90), async _ => JobLink().IsMatch(await PageAsync("/hangfire/jobs/failed", cookie)), Cancelled);
    }

    private async Task HandInPenaltiesAsync()
    {
        var good = Encoding.UTF8.GetString(new RecordFormat<Penalty>(new PenaltyKind()).Bytes(RecordSamples.OfCitizen("PENALTY-1")));
        Assert.Equal(HttpStatusCode.Created, await SendAsync(HttpMethod.Post, "/api/v1/penalties", good));
        string[] bad = [good.Replace(ResultSamples.Citizen, Invalid, StringComparison.Ordinal), good.Replace("\"facts\":\"", $"\"facts\":\"{Classified}，国家秘密", StringComparison.Ordinal)];
        foreach (var json in bad)
        {
            Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Post, "/api/v1/penalties", json, idempotencyKey: $"penalty {json.Length}"));
        }

        await SendAsync(HttpMethod.Get, "/api/v1/penalties/PENALTY-1");
    }

    private async Task HandInLeadsAsync()
    {
        var lead = $$"""{"leadNo":"LEAD-1","area":"{{ResultSamples.Area}}","channel":"12345","subjectCode":"{{ResultSamples.Citizen}}","content":"来电{{SecrecyServer.Phone}}","receivedAt":"2026-11-03T16:00:00"}""";
        var step = $$"""{"state":"accepted","deptCode":"{{ResultSamples.Department}}","text":"已回访{{SecrecyServer.Phone}}、{{ResultSamples.Citizen}}","at":"2026-11-03T16:00:00"}""";
        Assert.Equal(HttpStatusCode.Created, await SendAsync(HttpMethod.Post, "/api/v1/leads", lead));
        Assert.Equal(HttpStatusCode.Created, await SendAsync(HttpMethod.Post, "/api/v1/leads/LEAD-1/handling", step, idempotencyKey: "step"));
        var wrong = lead.Replace(ResultSamples.Citizen, Invalid, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Post, "/api/v1/leads", wrong, idempotencyKey: "lead"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Post, "/api/v1/leads", lead.Replace("来电", $"{Classified}，国家秘密", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Post, "/api/v1/leads/LEAD-1/handling", step.Replace("已回访", $"{Classified}，国家安全", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NotFound, await SendAsync(HttpMethod.Post, $"/api/v1/leads/{ResultSamples.Citizen}/handling", step));
        await SendAsync(HttpMethod.Get, "/api/v1/leads/LEAD-1");
    }

    private async Task HandInAsync()
    {
        foreach (var area in new[] { ResultSamples.Area, Foreign })
        {
            Assert.Equal(HttpStatusCode.MultiStatus, await SendAsync(HttpMethod.Post, "/api/v1/results", $"[{string.Join(',', Good(area).Select(Json))}]", area));
        }

        var bad = Personal("BAD-1") with { Subject = new("07", "钱样例", "111", Invalid) };
        string[] bodies =
            [Json(bad), Json(bad with { Id = $"身份证{ResultSamples.Citizen}" }), Json(bad).Replace("\"form\"", $"\"{Invalid}\":1,\"form\"", StringComparison.Ordinal)];
        foreach (var json in bodies.Append(Json(bad)[..^9]))
        {
            Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Post, "/api/v1/results", json, idempotencyKey: $"{ResultSamples.Citizen}-{json.Length}"));
        }

        Assert.Equal(HttpStatusCode.MultiStatus, await SendAsync(HttpMethod.Post, "/api/v1/results", $"[{string.Join(',', bodies)}]", idempotencyKey: "bad ones"));
        var secret = Secret("SECRET-1");
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Post, "/api/v1/results", secret, idempotencyKey: "classified"));
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(HttpMethod.Put, "/api/v1/results/SECRET-1", secret));
        Assert.Equal(HttpStatusCode.MultiStatus, await SendAsync(HttpMethod.Post, "/api/v1/results", $"[{secret},{Json(Personal("BESIDE-1"))}]"));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(HttpMethod.Post, "/api/v1/results", Json(Personal("NOBODY-1")), key: WrongKey));
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Post, "/api/v1/results", Json(Personal("OTHER-1")), Foreign));
        Assert.Equal(HttpStatusCode.Conflict, await SendAsync(HttpMethod.Post, "/api/v1/results", Json(Personal("P-1") with { Details = "其他" })));
        await HandInPenaltiesAsync();
        await HandInLeadsAsync();
        foreach (var area in new[] { ResultSamples.Area, Foreign })
        {
            await SendAsync(HttpMethod.Get, "/api/v1/results/P-1", area: area);
            await SendAsync(HttpMethod.Get, $"/api/v1/checklists/{ResultSamples.Area}", area: area);
            await SendAsync(HttpMethod.Get, "/api/v1/status", area: area);
        }

        using var wrong = await PostLoginAsync(WrongPassword);
        _heard.Add(("wrong login", await wrong.Content.ReadAsStringAsync(Cancelled)));
    }

    // What a county's broken message holds stays in the error queue, as it came and for its sender; of a classified one, nothing does.
    private async Task PublishAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = server.Broker }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), Cancelled);
        var gb = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var escaped = Secret("SECRET-4").Replace("国家秘密", "\\u56fd\\u5bb6\\u79d8\\u5bc6", StringComparison.Ordinal);
        byte[][] classified = [Encoding.UTF8.GetBytes(Secret("SECRET-2")), gb.GetBytes(Secret("SECRET-3")), Encoding.UTF8.GetBytes(escaped), Encoding.UTF8.GetBytes(escaped[..^5])];
        byte[][] bodies = [.. classified, Encoding.UTF8.GetBytes(Json(Personal("BUS-1"))), Encoding.UTF8.GetBytes(Json(Personal("BUS-2") with { Form = "09" }))];
        foreach (var body in bodies)
        {
            await channel.BasicPublishAsync("gateway.results", "", true, new BasicProperties { Persistent = true, ContentType = "application/json", UserId = server.Sender }, body, Cancelled);
        }

        var kept = 0;
        await Until.TrueAsync("the bad ones are kept", TimeSpan.FromSeconds(30), async token =>
        {
            if (await channel.BasicGetAsync("gateway.results_error", autoAck: true, token) is { } message)
            {
                kept++;
                _heard.Add(("gw-reason", Encoding.UTF8.GetString((byte[])message.BasicProperties.Headers!["gw-reason"]!)));
                Assert.True(message.Body.IsEmpty || kept > 0 && Encoding.UTF8.GetString(message.Body.Span).Contains("BUS-2", StringComparison.Ordinal), "a classified body was kept");
            }

            return kept == 5;
        }, Cancelled);
    }

    private async Task DeliveredAsync()
    {
        await Until.TrueAsync("every delivery has ended", TimeSpan.FromMinutes(3), async _ =>
            (await RowsAsync("delivery")).TrueForAll(x => !x.Contains(",queued,", StringComparison.Ordinal) && !x.Contains(",sent,", StringComparison.Ordinal)), Cancelled);
        var rows = string.Join('\n', await RowsAsync("delivery"));
        Assert.All(["rejected", "accepted", "published", "not_routed"], x => Assert.True(rows.Contains($",{x},", StringComparison.Ordinal), $"none is {x}:\n{rows}"));
    }

    private async Task LookAroundAsync(string cookie)
    {
        var details = new HashSet<string>();
        foreach (var page in Pages)
        {
            var text = await PageAsync(page, cookie);
            details.UnionWith(JobLink().Matches(text).Select(x => x.Value));
        }

        Assert.NotEmpty(details);
        foreach (var page in details)
        {
            await PageAsync(page, cookie);
        }

        foreach (var verb in new[] { "status --json", "check-config", "audit verify", "compile 610502" })
        {
            _heard.Add((verb, await server.RunAsync(verb.Split(' '))));
        }
    }

    private async Task<List<(string Place, string Text)>> EverythingAsync()
    {
        var places = new List<(string, string)>(_heard)
        {
            ("log", server.Log), ("anchor file", await File.ReadAllTextAsync(server.AnchorFile, Cancelled)),
        };
        await using var names = server.Database.DataSource.CreateCommand(
            "select schemaname || '.' || tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema')");
        var tables = new List<string>();
        await using (var reader = await names.ExecuteReaderAsync(Cancelled))
        {
            while (await reader.ReadAsync(Cancelled))
            {
                tables.Add(reader.GetString(0));
            }
        }

        foreach (var table in tables)
        {
            places.AddRange((await RowsAsync(table)).Select(x => (table, x)));
        }

        return places;
    }

    private async Task<List<string>> RowsAsync(string table)
    {
        var rows = new List<string>();
        await using var command = server.Database.DataSource.CreateCommand($"select t::text from {table} t");
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        while (await reader.ReadAsync(Cancelled))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private static InspectionResult[] Good(string area) =>
    [
        .. new[] { Personal("P-1"), Personal("P-2"), Enterprise("E-1"), Enterprise("E-2"), Enterprise("X-1") with { Exemption = ResultSamples.Exempt("X-1").Exemption } }
            .Select(x => x with { Area = area }),
    ];

    private static InspectionResult Enterprise(string id) => ResultSamples.Result(id) with
    {
        Details = $"联系人{ResultSamples.Citizen}，电话{SecrecyServer.Phone}、{SecrecyServer.Landline}",
        Inspectors = [new("张样例", SecrecyServer.LawNo), new("李样例", SecrecyServer.OtherLawNo)],
    };

    private static InspectionResult Personal(string id) => Enterprise(id) with { Subject = ResultSamples.OfCitizen(id).Subject };

    private static string Json(InspectionResult result) => Encoding.UTF8.GetString(CanonicalResult.Bytes(result));

    private static string Secret(string id) => Json(Personal(id) with { ActionName = Classified, Exemption = ResultSamples.Exempt(id).Exemption! with { Ground = "国家秘密" } });

    private async Task<HttpStatusCode> SendAsync(
        HttpMethod method, string path, string? json = null, string area = ResultSamples.Area, string? key = null, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        request.Headers.Add("X-Api-Key", key ?? GatewayServer.KeyOf(area));
        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        using var answer = await server.Client.SendAsync(request, Cancelled);
        _heard.Add(($"answer to {method} {path} of {area}", await answer.Content.ReadAsStringAsync(Cancelled)));
        return answer.StatusCode;
    }

    private async Task<string> PageAsync(string path, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Cookie", cookie);
        using var page = await server.Client.SendAsync(request, Cancelled);
        Assert.True(page.StatusCode == HttpStatusCode.OK, $"{path}: {page.StatusCode}");
        var text = await page.Content.ReadAsStringAsync(Cancelled);
        _heard.Add((path, text));
        return text;
    }

    private async Task<string> LoginAsync()
    {
        using var login = await PostLoginAsync(GatewayServer.Password);
        return login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private Task<HttpResponseMessage> PostLoginAsync(string password) => server.Client.PostAsync(
        "/login", new FormUrlEncodedContent([new("user", GatewayServer.User), new("password", password), new("next", "/")]), Cancelled);

    [GeneratedRegex("/hangfire/jobs/details/[0-9]+")]
    private static partial Regex JobLink();
}
