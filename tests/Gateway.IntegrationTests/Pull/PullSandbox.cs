using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Contracts;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Pull;

/// <summary>Class fixture: the sandbox as a process of its own. Tests of a class share it and keep to areas of their own.</summary>
public sealed class PullSandbox : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-sandbox-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler());
    private SandboxProcess? _process;

    public Uri Address => _process!.BaseAddress;

    /// <summary>The key with which profile 3 encrypts for this sandbox.</summary>
    public string PublicKey =>
        _process!.Process.Log.Split('\n').First(x => x.Contains("sm2 public key", StringComparison.Ordinal)).Split(' ')[^1].Trim();

    /// <summary>The feeds that every county file pulls and of which the sandbox tells its truth.</summary>
    public static IReadOnlyList<Feed> Feeds { get; } = [.. FeedNames.All.Except([Feed.Behaviour, Feed.Lead])];

    public static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await StartAsync();

    public async Task StartAsync(params string[] arguments) =>
        _process = await SandboxProcess.StartAsync(0, ["--data", _folder, "--subjects", "3600", .. arguments], CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    public Task ChangeAsync(object order) => OrderAsync("change", order);

    public Task ShrinkAsync(string area, string feed, string mode, int keepPercent = 100) => OrderAsync("shrink", new { area, feed, mode, keepPercent });

    public Task FaultAsync(object order) => OrderAsync("faults", order);

    /// <summary>Ends all faults and says how often they struck.</summary>
    public async Task<int> ClearFaultsAsync()
    {
        var rules = await _http.GetFromJsonAsync<JsonElement>(new Uri(Address, "_sandbox/faults"), Cancelled);
        using var answer = await _http.DeleteAsync(new Uri(Address, "_sandbox/faults"), Cancelled);
        answer.EnsureSuccessStatusCode();
        return rules.EnumerateArray().Sum(x => x.GetProperty("struck").GetInt32());
    }

    /// <summary>What the sandbox knows of every area: it counted when it made the rows.</summary>
    public async Task<Dictionary<(string Area, string Feed), FeedTruth>> TruthAsync()
    {
        var truth = await _http.GetFromJsonAsync<JsonElement>(new Uri(Address, "_sandbox/truth"), Cancelled);
        return truth.GetProperty("areas").EnumerateArray()
            .SelectMany(area => area.GetProperty("feeds").EnumerateArray().Select(feed => (Area: area.GetProperty("area").GetString()!, Feed: feed)))
            .ToDictionary(x => (x.Area, x.Feed.GetProperty("feed").GetString()!), x => x.Feed.Deserialize<FeedTruth>(JsonSerializerOptions.Web)!);
    }

    private async Task OrderAsync(string what, object order)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(Address, $"_sandbox/{what}"), order, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }
}

/// <summary>One feed of the sandbox's truth.</summary>
public sealed record FeedTruth(string Feed, long Rows, long Good, long Repeated, long Deleted, long Spoiled, Dictionary<string, long> Bad);
