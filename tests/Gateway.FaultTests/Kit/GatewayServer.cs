using System.Globalization;
using System.Net;
using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests;

/// <summary><c>gateway serve</c> as a process of its own, and what it says of itself.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(10) };

    private GatewayServer(ProgramProcess process, Uri address)
    {
        (Process, Address) = (process, address);
        _http.BaseAddress = address;
    }

    public ProgramProcess Process { get; }

    public Uri Address { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts it; it need not be ready when this returns.</summary>
    /// <param name="at">Where it listens: one that died may come back at its address.</param>
    public static GatewayServer Start(
        GatewayProcesses processes, TestDatabase database, IReadOnlyDictionary<string, string>? settings = null, Uri? at = null)
    {
        var address = at ?? new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        var all = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = address.ToString(), ["Gateway__Migrate"] = "true", ["Gateway__Scheduling__Enabled"] = "false",
            ["Gateway__Dashboard__Password"] = "fault-test-dashboard", ["Gateway__Bus__Transport"] = "InMemory",
        };
        foreach (var area in GatewayProcesses.Areas)
        {
            all[$"Gateway__Counties__{area}__ApiKey"] = GatewayProcesses.KeyOf(area);
        }

        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            all[name] = value;
        }

        return new GatewayServer(processes.Gateway(database, ["serve"], all), address);
    }

    public static async Task<GatewayServer> StartReadyAsync(
        GatewayProcesses processes, TestDatabase database, IReadOnlyDictionary<string, string>? settings = null, Uri? at = null)
    {
        var server = Start(processes, database, settings, at);
        await server.ReadyAsync();
        return server;
    }

    public Task ReadyAsync() => Process.WaitForHealthAsync(new Uri(Address, "health/ready"), GatewayProcesses.Limit, Cancelled);

    /// <summary>The answer of <c>/health/ready</c> at this moment.</summary>
    public async Task<(HttpStatusCode Status, string Text)> HealthAsync()
    {
        using var answer = await _http.GetAsync(new Uri("health/ready", UriKind.Relative), Cancelled);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    /// <summary>The sum of a counter over all its labels: what this very process did since it started.</summary>
    public async Task<double> CountedAsync(string counter)
    {
        var lines = (await _http.GetStringAsync(new Uri("metrics", UriKind.Relative), Cancelled)).Split('\n');
        return lines.Where(x => x.StartsWith($"{counter}{{", StringComparison.Ordinal) || x.StartsWith($"{counter} ", StringComparison.Ordinal))
            .Sum(x => double.Parse(x[(x.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Process.DisposeAsync();
    }
}
