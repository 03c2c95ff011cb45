using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.IntegrationTests.Host.Secrecy;

/// <summary>
/// The sandbox's platforms with bad manners: each one's first pushes end in a 500 and a page of HTML, those of 610502 are refused, and
/// every such answer repeats what it was sent: the persons' numbers, the headers, the whole body. The plans of 610502 cannot be read.
/// </summary>
internal sealed class EchoingPlatform(WebApplication app, HttpClient sandbox, IReadOnlyList<string> numbers) : IAsyncDisposable
{
    private static readonly string[] OfPersons = ["s_610000_subject", "s_610000_inspector", "s_610000_expert"];
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ConcurrentDictionary<string, int> _pushes = new();
    private readonly ConcurrentDictionary<string, bool> _personal = new();

    /// <summary>Numbers of persons in what was pulled, and tokens in what was pushed.</summary>
    public ICollection<string> Seen => _personal.Keys;

    public Uri Address => new(app.Urls.Single() + "/");

    public static async Task<EchoingPlatform> StartAsync(Uri sandbox, IReadOnlyList<string> numbers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add($"http://127.0.0.1:{FreePort.Next()}");
        var platform = new EchoingPlatform(app, new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = sandbox }, numbers);
        app.Run(platform.AnswerAsync);
        await app.StartAsync();
        return platform;
    }

    public async ValueTask DisposeAsync()
    {
        sandbox.Dispose();
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var path = context.Request.Path.Value ?? "";
        if (context.Request.Headers.Authorization.ToString() is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var token])
        {
            _personal.TryAdd(token, true);
        }

        var echo = Echo(context.Request, body);
        if (IsPush(context.Request, path))
        {
            switch (_pushes.AddOrUpdate(path[..3], 1, (_, x) => x + 1))
            {
                case 1:
                    await SendAsync(context, 500, $"Internal error: {echo}", "text/plain");
                    return;
                case 2:
                    await SendAsync(context, 200, $"<html><body>系统维护：{echo}</body></html>", "text/html");
                    return;
                case var push when path[2] == '3' ? push < 9 : body.Contains("610502-", StringComparison.Ordinal):
                    var (status, refusal) = Refusal(path, body, echo);
                    await SendAsync(context, status, JsonSerializer.Serialize(refusal, Plain), "application/json");
                    return;
            }
        }

        if (context.Request.Headers["gjgxjhpt_sid"] == "s_610000_plan" && context.Request.QueryString.Value!.Contains("610502", StringComparison.Ordinal))
        {
            await SendAsync(context, 200, JsonSerializer.Serialize(new { code = "9001", message = echo }, Plain), "application/json");
            return;
        }

        await ForwardAsync(context, body);
    }

    private static bool IsPush(HttpRequest request, string path) => request.Method == "POST"
        && (path is "/p1/httpproxy" || path.EndsWith("/batch", StringComparison.Ordinal) || path.EndsWith("/check-results", StringComparison.Ordinal));

    private string Echo(HttpRequest request, string body) =>
        $"参数错误 {string.Join(' ', numbers)} {string.Join(' ', request.Headers.Select(x => $"{x.Key}:{x.Value}"))} {body}";

    // A single row is refused by its own verdict, more of them as a whole, so that they come again one by one.
    private static (int Status, object Answer) Refusal(string path, string body, string echo)
    {
        using var json = JsonDocument.Parse(body);
        switch (path[2])
        {
            case '1' when json.RootElement.GetProperty("rows") is var rows && rows.GetArrayLength() == 1:
                var identity = rows[0].GetProperty("record_unique_identity").GetString();
                return (200, new { code = "0", message = "", data = new { receipts = new[] { new { record_unique_identity = identity, code = "2001", message = echo } } } });
            case '1':
                return (200, new { code = "9001", message = echo });
            case '2':
                return (400, new { code = "400", msg = echo });
            case '3':
                return (200, new { code = 400, msg = echo });
            default:
                return json.RootElement.GetArrayLength() == 1
                    ? (200, new { errcode = 0, data = new[] { new { id = json.RootElement[0].GetProperty("id").GetString(), state = 0, reason = echo } } })
                    : (200, new { errcode = 40002, errmsg = echo });
        }
    }

    private static Task SendAsync(HttpContext context, int status, string text, string type)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type + "; charset=utf-8";
        return context.Response.WriteAsync(text);
    }

    private async Task ForwardAsync(HttpContext context, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), $"{context.Request.Path.Value![1..]}{context.Request.QueryString}");
        if (body.Length > 0)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        foreach (var header in context.Request.Headers.Where(x => x.Key is not ("Host" or "Content-Type" or "Content-Length" or "Accept-Encoding")))
        {
            request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToArray());
        }

        using var answer = await sandbox.SendAsync(request, context.RequestAborted);
        var text = await answer.Content.ReadAsStringAsync(context.RequestAborted);
        if (OfPersons.Contains(context.Request.Headers["gjgxjhpt_sid"].ToString()))
        {
            NotePersons(text);
        }

        await SendAsync(context, (int)answer.StatusCode, text, "application/json");
    }

    private void NotePersons(string text)
    {
        using var json = JsonDocument.Parse(text);
        foreach (var row in json.RootElement.GetProperty("data").GetProperty("rows").EnumerateArray())
        {
            var isPerson = row.TryGetProperty("credential_type", out var type) && type.GetString() == "111";
            foreach (var name in isPerson ? ["credential_code", "contact_phone"] : new[] { "contact_phone", "law_no", "id_number" })
            {
                if (row.TryGetProperty(name, out var value) && value.GetString() is { Length: >= 9 } number)
                {
                    _personal.TryAdd(number, true);
                }
            }
        }
    }
}
