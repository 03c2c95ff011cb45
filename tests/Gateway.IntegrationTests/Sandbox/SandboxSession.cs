using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Sandbox;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Sandbox;

/// <summary>A sandbox of its own for a test class: real HTTP, a clock that the test moves, a folder that outlives a restart.</summary>
public sealed class SandboxSession : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-sandbox-").FullName;
    private SandboxServer? _server;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 4, 0, 0, TimeSpan.Zero));

    public SandboxOptions Options { get; private set; } = new();

    public HttpClient Http { get; private set; } = new(new SocketsHttpHandler());

    public SandboxServer Server => _server ?? throw new InvalidOperationException("not started");

    public async ValueTask InitializeAsync()
    {
        Options = new SandboxOptions { DataFolder = _folder, Subjects = 5000, ReceiptDelayMs = 1000 };
        await StartAsync();
    }

    public async Task RestartAsync()
    {
        await Server.DisposeAsync();
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task<JsonElement> ControlAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = Json(body);
        }

        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return Parse(text);
    }

    public Task FaultAsync(object order) => ControlAsync(HttpMethod.Post, "_sandbox/faults", order);

    public Task NoFaultsAsync() => ControlAsync(HttpMethod.Delete, "_sandbox/faults");

    public async Task<JsonElement> TruthAsync(string area, string feed)
    {
        var truth = await ControlAsync(HttpMethod.Get, "_sandbox/truth?area=" + area);
        return truth.GetProperty("areas")[0].GetProperty("feeds").EnumerateArray().Single(one => one.GetProperty("feed").GetString() == feed);
    }

    public async Task<IReadOnlyList<JsonElement>> LedgerAsync(string target)
    {
        var lines = await Http.GetStringAsync("_sandbox/ledger/" + target, TestContext.Current.CancellationToken);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
    }

    public static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public static StringContent Json(object body) =>
        new(body as string ?? (body is JsonNode node ? node.ToJsonString() : JsonSerializer.Serialize(body)), Encoding.UTF8, "application/json");

    private async Task StartAsync()
    {
        _server = await SandboxServer.StartAsync(Options, Clock, TextWriter.Null, TestContext.Current.CancellationToken);
        Http.Dispose();
        Http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = _server.BaseAddress, Timeout = TimeSpan.FromSeconds(20) };
    }
}
