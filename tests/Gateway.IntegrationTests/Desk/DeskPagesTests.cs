using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.IntegrationTests.Host;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Desk;

/// <summary>The desk as operators see it: named logins, forms with their ticket, pages in Chinese, and the same over REST.</summary>
public sealed partial class DeskPagesTests(DeskPagesTests.Server server) : IClassFixture<DeskPagesTests.Server>
{
    private const string Secret = "another password";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_group_to_the_frozen_list_and_the_presses()
    {
        await FailAsync("pages", "P", 12);
        var cookie = await LoginAsync("zhang");
        var desk = await GetAsync("/desk?target=pages", cookie);
        Assert.Contains("记录 〈编号〉 格式错误", desk, StringComparison.Ordinal);
        var group = Link().Match(desk).Value;
        var shown = await GetAsync(WebUtility.HtmlDecode(group), cookie);
        Assert.Contains("选定本组全部 12 条", shown, StringComparison.Ordinal);
        await FailAsync("pages", "Q", 5);
        var fields = Fields(shown);
        fields["what"] = "all";
        using var selected = await PostAsync("/desk/select", cookie, fields);
        Assert.Equal(HttpStatusCode.Redirect, selected.StatusCode);
        var operation = selected.Headers.Location?.ToString() ?? "";
        var frozen = await GetAsync(operation, cookie);
        Assert.Contains("<b class=\"\">12</b><span>选定</span>", frozen, StringComparison.Ordinal);
        Assert.Contains("zhang 选定于", frozen, StringComparison.Ordinal);
        fields = Fields(frozen);
        (fields["press"], fields["perMinute"]) = ("Cancel", "60");
        using var pressed = await PostAsync(operation, cookie, fields);
        Assert.Equal(HttpStatusCode.Redirect, pressed.StatusCode);
        Assert.Contains("已取消", await GetAsync(operation, cookie), StringComparison.Ordinal);
    }

    // Fails when FormFilter lets a form pass without its ticket.
    [Fact]
    public async Task A_form_without_its_ticket_or_with_another_persons_does_nothing()
    {
        await FailAsync("forged", "F", 1);
        var (zhang, li) = (await LoginAsync("zhang"), await LoginAsync("li"));
        var fields = Fields(await GetAsync(WebUtility.HtmlDecode(Link().Match(await GetAsync("/desk?target=forged", zhang)).Value), zhang));
        fields["what"] = "all";
        using var foreign = await PostAsync("/desk/select", li, fields);
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);
        fields.Remove("form-ticket");
        using var none = await PostAsync("/desk/select", zhang, fields);
        Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
    }

    [Fact]
    public async Task Over_rest_what_was_shown_is_frozen_and_one_login_does_not_approve_its_own()
    {
        await FailAsync("rest", "R", 7);
        var cookie = await LoginAsync("zhang");
        using (var nobody = await SendAsync(HttpMethod.Get, "/api/v1/desk/groups", null, null))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        }

        using var groups = await SendAsync(HttpMethod.Get, "/api/v1/desk/groups?target=rest", cookie, null);
        var shown = await groups.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        await FailAsync("rest", "S", 3);
        using var created = await SendAsync(HttpMethod.Post, "/api/v1/desk/operations", cookie, new
        {
            target = "rest", group = shown.GetProperty("groups")[0].GetProperty("key").GetString(), asOf = shown.GetProperty("asOf").GetString(),
        });
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var operation = await created.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
        Assert.Equal(7, operation.GetProperty("items").GetInt32());
        using var wrong = await SendAsync(HttpMethod.Post, $"/api/v1/desk/operations/{operation.GetProperty("id")}/press", cookie, new { press = "Pause" });
        Assert.Equal(HttpStatusCode.Conflict, wrong.StatusCode);
        Assert.Contains("/api/v1/desk/operations", await server.Client.GetStringAsync("/openapi/v1.json", Cancelled), StringComparison.Ordinal);
    }

    private async Task FailAsync(string target, string name, int count)
    {
        await using var command = server.Database.DataSource.CreateCommand(
            """
            insert into gateway.delivery (target, area, kind, doc_id, version, operation, state, reason_code, reason, created_at, ended_at)
            select $1, '610502', 'result', $2 || x, 1, 'i', 'rejected', '2002', '记录 610502-' || $2 || x || ' 格式错误', now(), now() from generate_series(1, $3) x
            """);
        command.Parameters.AddWithValue(target);
        command.Parameters.AddWithValue(name);
        command.Parameters.AddWithValue(count);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    private async Task<string> LoginAsync(string user)
    {
        using var answer = await server.Client.PostAsync("/login", new FormUrlEncodedContent([new("user", user), new("password", Secret), new("next", "/desk")]), Cancelled);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    private async Task<string> GetAsync(string path, string cookie)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, cookie, null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancelled);
    }

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? cookie, object? json)
    {
        var request = new HttpRequestMessage(method, path) { Content = json is null ? null : JsonContent.Create(json) };
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return server.Client.SendAsync(request, Cancelled);
    }

    private Task<HttpResponseMessage> PostAsync(string path, string cookie, Dictionary<string, string> fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Cookie", cookie);
        return server.Client.SendAsync(request, Cancelled);
    }

    private static Dictionary<string, string> Fields(string page) =>
        Hidden().Matches(page).DistinctBy(x => x.Groups[1].Value).ToDictionary(x => x.Groups[1].Value, x => WebUtility.HtmlDecode(x.Groups[2].Value));

    [GeneratedRegex("<input type=hidden name=([a-zA-Z-]+) value=\"([^\"]*)\">")]
    private static partial Regex Hidden();

    [GeneratedRegex("/desk/groups/[^\"]+")]
    private static partial Regex Link();

    /// <summary>A server with two named persons.</summary>
    public sealed class Server(PostgresFixture postgres) : GatewayServer(postgres)
    {
        protected override ValueTask ConfigureAsync(IDictionary<string, string?> environment)
        {
            foreach (var user in new[] { "zhang", "li" })
            {
                var salt = Encoding.UTF8.GetBytes($"salt of {user}");
                var hash = Rfc2898DeriveBytes.Pbkdf2(Secret, salt, 100_000, HashAlgorithmName.SHA256, 32);
                environment[$"Gateway__Dashboard__Users__{user}"] = $"pbkdf2-sha256$100000${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}";
            }

            return ValueTask.CompletedTask;
        }
    }
}
