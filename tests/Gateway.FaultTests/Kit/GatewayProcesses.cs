using System.Security.Cryptography;
using Gateway.Contracts;
using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests;

/// <summary>Databases, one sandbox, and gateways as real processes between them.</summary>
internal sealed class GatewayProcesses : IAsyncDisposable
{
    public const string Area = "610502";

    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-sandbox-").FullName;
    private readonly PostgresFixture _postgres;
    private readonly string[] _world;
    private readonly List<TestDatabase> _databases = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler());
    private SandboxProcess? _sandbox;

    private GatewayProcesses(PostgresFixture postgres, string[] world) => (_postgres, _world) = (postgres, world);

    /// <summary>Of every gateway that is not told another.</summary>
    public string MasterKey { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public static string Adapters { get; } = Path.Combine(BuiltPrograms.RepositoryRoot, "adapters");

    /// <summary>All that the adapters are configured for.</summary>
    public static IReadOnlyList<string> Areas { get; } =
        [.. Directory.GetFiles(Path.Combine(Adapters, "counties"), "*.yaml").Select(x => Path.GetFileName(x)[..6]).Order(StringComparer.Ordinal)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>All subjects in <see cref="Area"/>.</summary>
    public static Task<GatewayProcesses> StartAsync(PostgresFixture postgres, int subjects, params string[] more) =>
        StartAsync(postgres, ["--subjects", $"{subjects}", "--single-area", Area], more);

    /// <summary>The subjects spread over the city and its counties.</summary>
    public static Task<GatewayProcesses> StartWithAllAreasAsync(PostgresFixture postgres, int subjects, params string[] more) =>
        StartAsync(postgres, ["--subjects", $"{subjects}"], more);

    public static string KeyOf(string area) => $"fault-test-key-of-{area}";

    public async Task<TestDatabase> DatabaseAsync()
    {
        var database = await _postgres.CreateDatabaseAsync(Cancelled);
        _databases.Add(database);
        return database;
    }

    /// <summary><c>gateway pull</c> of the area's subjects.</summary>
    public ProgramProcess Pull(TestDatabase database, IEnumerable<string>? arguments = null, IReadOnlyDictionary<string, string>? settings = null) =>
        Gateway(database, ["pull", Area, Feed.Subject.Wire(), .. arguments ?? []], settings);

    /// <summary>Any verb of the gateway.</summary>
    public ProgramProcess Gateway(TestDatabase database, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? settings = null)
    {
        var environment = new Dictionary<string, string?>
        {
            ["ConnectionStrings__Gateway"] = database.ConnectionString,
            ["GATEWAY_ADAPTERS"] = Adapters,
            ["Gateway__MasterKey"] = MasterKey,
            ["Gateway__Profiles__ExchangeRest__BaseAddress"] = $"{_sandbox!.BaseAddress}p1",
            ["Gateway__Profiles__ExchangeRest__Rid"] = "sandbox-requester-610500",
            ["Gateway__Profiles__ExchangeRest__AppKey"] = "0123456789abcdef0123456789abcdef",
            ["Gateway__Profiles__Publicity__BaseAddress"] = $"{_sandbox.BaseAddress}p2",
            ["Gateway__Profiles__Publicity__ClientId"] = "sandbox-client",
            ["Gateway__Profiles__Publicity__Secret"] = "sandbox-client-secret",
            ["Gateway__Profiles__Credit__BaseAddress"] = $"{_sandbox.BaseAddress}p3",
            ["Gateway__Profiles__Credit__AppId"] = "sandbox-app",
            ["Gateway__Profiles__Credit__AppSecret"] = "sandbox-app-secret",
            ["Gateway__Profiles__Credit__PlatformPublicKey"] = _sandbox.Process.Log.Split('\n').First(x => x.Contains("sm2 public key", StringComparison.Ordinal)).Split(' ')[^1].Trim(),
            ["Gateway__Profiles__DoubleRandom__BaseAddress"] = $"{_sandbox.BaseAddress}p4",
            ["Gateway__Profiles__DoubleRandom__PaasId"] = "sandbox-paas",
            ["Gateway__Profiles__DoubleRandom__Token"] = "sandbox-paas-token",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
        {
            environment[name] = value;
        }

        return ProgramProcess.Start("gateway", BuiltPrograms.Gateway, arguments, environment);
    }

    /// <summary>A pull that nobody disturbs.</summary>
    public async Task PullWholeAsync(TestDatabase database, IEnumerable<string>? arguments = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        await using var process = Pull(database, arguments, settings);
        Assert.True(await process.WaitForExitAsync(Limit, Cancelled) == 0, process.Log);
    }

    /// <summary>A verb that must end well.</summary>
    public async Task RunAsync(TestDatabase database, params string[] arguments)
    {
        await using var process = Gateway(database, arguments);
        Assert.True(await process.WaitForExitAsync(Limit, Cancelled) == 0, process.Log);
    }

    /// <summary>The counties hand results in.</summary>
    public Task SubmitAsync(GatewayServer to, int results) => SubmitAsync(to.Address, results, corrections: 0, withdrawals: 0);

    /// <summary>The counties hand in new results, and correct and withdraw earlier ones.</summary>
    public Task SubmitAsync(Uri to, int results, int corrections, int withdrawals, Func<string, string>? keyOf = null) => CountyAsync(
    [
        "submit", "--to", to.ToString(), "--results", $"{results}", "--corrections", $"{corrections}", "--withdrawals", $"{withdrawals}", .. _world,
        .. Areas.SelectMany(x => new[] { "--key", $"{x}={(keyOf ?? KeyOf)(x)}" }),
    ]);

    /// <summary>Every result handed in is exactly once in the ledger of each of its targets, and nothing else is.</summary>
    public Task CompareLedgersAsync() => CountyAsync(["compare", "--sandbox", _sandbox!.BaseAddress.ToString()]);

    public async Task OrderAsync(string what, string json)
    {
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(_sandbox!.BaseAddress, $"_sandbox/{what}"), body, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    /// <summary>How many calls the faults in force have spoiled.</summary>
    public async Task<int> StruckAsync()
    {
        using var faults = System.Text.Json.JsonDocument.Parse(await _http.GetStringAsync(new Uri(_sandbox!.BaseAddress, "_sandbox/faults"), Cancelled));
        return faults.RootElement.EnumerateArray().Sum(x => x.GetProperty("struck").GetInt32());
    }

    public async Task ClearFaultsAsync()
    {
        using var answer = await _http.DeleteAsync(new Uri(_sandbox!.BaseAddress, "_sandbox/faults"), Cancelled);
        answer.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }

        if (_sandbox is not null)
        {
            await _sandbox.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<GatewayProcesses> StartAsync(PostgresFixture postgres, string[] world, string[] more)
    {
        var processes = new GatewayProcesses(postgres, world);
        processes._sandbox = await SandboxProcess.StartAsync(0, ["--data", processes._folder, "--prerender", .. world, .. more], Cancelled);
        return processes;
    }

    private async Task CountyAsync(IEnumerable<string> arguments)
    {
        await using var process = ProgramProcess.Start("county", BuiltPrograms.Sandbox, [.. arguments, "--data", _folder]);
        Assert.True(await process.WaitForExitAsync(Limit, Cancelled) == 0, process.Log);
    }
}
