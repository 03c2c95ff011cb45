using System.Security.Cryptography;
using Gateway.Contracts;
using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Pull;

/// <summary>One database, one sandbox, and gateways as real processes between them.</summary>
internal sealed class GatewayProcesses : IAsyncDisposable
{
    public const string Area = "610502";

    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-sandbox-").FullName;
    private readonly PostgresFixture _postgres;
    private readonly List<TestDatabase> _databases = [];
    private readonly string _masterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private readonly HttpClient _http = new(new SocketsHttpHandler());
    private SandboxProcess? _sandbox;

    private GatewayProcesses(PostgresFixture postgres) => _postgres = postgres;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<GatewayProcesses> StartAsync(PostgresFixture postgres, int subjects, params string[] more)
    {
        var processes = new GatewayProcesses(postgres);
        processes._sandbox = await SandboxProcess.StartAsync(
            0, ["--data", processes._folder, "--subjects", $"{subjects}", "--single-area", Area, "--prerender", .. more], Cancelled);
        return processes;
    }

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
            ["GATEWAY_ADAPTERS"] = Path.Combine(BuiltPrograms.RepositoryRoot, "adapters"),
            ["Gateway__MasterKey"] = _masterKey,
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

    /// <summary>The counties' side: <c>submit</c> hands results in, <c>compare</c> holds the ledgers against what had to arrive.</summary>
    public async Task CountyAsync(params string[] arguments)
    {
        await using var process = ProgramProcess.Start("county", BuiltPrograms.Sandbox, [.. arguments, "--data", _folder]);
        Assert.True(await process.WaitForExitAsync(Limit, Cancelled) == 0, process.Log);
    }

    public Uri Platforms => _sandbox!.BaseAddress;

    public async Task OrderAsync(string what, string json)
    {
        using var body = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(new Uri(_sandbox!.BaseAddress, $"_sandbox/{what}"), body, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    public async Task ClearFaultsAsync()
    {
        using var answer = await _http.DeleteAsync(new Uri(_sandbox!.BaseAddress, "_sandbox/faults"), Cancelled);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>
    /// Digest of what every table of the pull holds for the business: feed rows (sealed columns by their content hash, for their
    /// ciphertext differs at every writing), open quarantine and findings. Run ids, times and row versions are left out.
    /// </summary>
    public static async Task<string> BusinessAsync(TestDatabase database)
    {
        var parts = new List<string>();
        foreach (var feed in FeedNames.All)
        {
            var columns = await ScalarAsync<string>(database,
                $"""
                select string_agg(format('%I::text', column_name), ', ' order by column_name) from information_schema.columns
                where table_schema = 'gateway' and table_name = '{feed.Wire()}' and column_name <> 'run_id' and column_name not like '%\_sealed'
                """);
            parts.Add(await DigestAsync(database, feed.Wire(), columns, "true"));
        }

        parts.Add(await DigestAsync(database, "quarantine", "area, feed, row_key, identity, reason, field, value_masked, message", "closed_at is null"));
        parts.Add(await DigestAsync(database, "quality_issue", "area, feed, issue_class, problem, field, dept_code, message", "true"));
        return string.Join('\n', parts);
    }

    public static async Task<T> ScalarAsync<T>(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        command.CommandTimeout = 120;
        return (T)(await command.ExecuteScalarAsync(Cancelled) ?? throw new InvalidOperationException(sql));
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

    private static Task<string> DigestAsync(TestDatabase database, string table, string columns, string where) => ScalarAsync<string>(
        database,
        $"""
        select '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(digest, '' order by digest)), '')
        from (select md5(concat_ws('|', {columns})) as digest from {table} where {where}) x
        """);
}
