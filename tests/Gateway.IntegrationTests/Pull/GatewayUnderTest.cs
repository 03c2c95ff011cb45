using System.Collections.Concurrent;
using Gateway.Contracts;
using Gateway.Contracts.Status;
using Gateway.Host.Composition;
using Gateway.Pipeline.Pull;
using Gateway.Pipeline.Runs;
using Gateway.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Xunit;

namespace Gateway.IntegrationTests.Pull;

/// <summary>The gateway's own services on a database of its own, pointed at a sandbox by addresses and secrets alone.</summary>
internal sealed class GatewayUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TestDatabase _database;

    private GatewayUnderTest(ServiceProvider services, TestDatabase database, LogLines logs) => (_services, _database, Logs) = (services, database, logs);

    public LogLines Logs { get; }

    public NpgsqlDataSource Database => _database.DataSource;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static async Task<GatewayUnderTest> StartAsync(
        PostgresFixture postgres, Uri sandbox, Action<Dictionary<string, string?>>? settings = null, Action<IServiceCollection>? replace = null)
    {
        var database = await postgres.CreateDatabaseAsync(Cancelled);
        var values = new Dictionary<string, string?>
        {
            ["ConnectionStrings:Gateway"] = database.ConnectionString,
            ["GATEWAY_ADAPTERS"] = Path.Combine(BuiltPrograms.RepositoryRoot, "adapters"),
            ["Gateway:MasterKey"] = Convert.ToBase64String(Enumerable.Range(1, 32).Select(x => (byte)x).ToArray()),
            ["Gateway:Profiles:ExchangeRest:BaseAddress"] = $"{sandbox}p1",
            ["Gateway:Profiles:ExchangeRest:Rid"] = "sandbox-requester-610500",
            ["Gateway:Profiles:ExchangeRest:AppKey"] = "0123456789abcdef0123456789abcdef",
            ["Gateway:Profiles:ExchangeRest:Transport:RetryDelay"] = "20ms",
            ["Gateway:Profiles:Publicity:BaseAddress"] = $"{sandbox}p2",
            ["Gateway:Profiles:Publicity:ClientId"] = "sandbox-client",
            ["Gateway:Profiles:Publicity:Secret"] = "sandbox-client-secret",
            ["Gateway:Profiles:Credit:BaseAddress"] = $"{sandbox}p3",
            ["Gateway:Profiles:Credit:AppId"] = "sandbox-app",
            ["Gateway:Profiles:Credit:AppSecret"] = "sandbox-app-secret",
            ["Gateway:Profiles:Credit:PlatformPublicKey"] = Sm2Point,
            ["Gateway:Profiles:DoubleRandom:BaseAddress"] = $"{sandbox}p4",
            ["Gateway:Profiles:DoubleRandom:PaasId"] = "sandbox-paas",
            ["Gateway:Profiles:DoubleRandom:Token"] = "sandbox-paas-token",
            ["Gateway:Profiles:DoubleRandom:Transport:RetryDelay"] = "20ms",
            ["Gateway:Profiles:Hotline:BaseAddress"] = $"{sandbox}p10",
            ["Gateway:Profiles:Hotline:AppKey"] = "sandbox-hotline",
            ["Gateway:Profiles:Hotline:Secret"] = "sandbox-hotline-secret",
            ["Gateway:Profiles:LawEnforcement:BaseAddress"] = $"{sandbox}p7",
            ["Gateway:Profiles:LawEnforcement:Sender"] = "sandbox-sender",
            ["Gateway:Profiles:LawEnforcement:Secret"] = "sandbox-sender-secret",
        };
        settings?.Invoke(values);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var logs = new LogLines();
        var services = new ServiceCollection();
        services.AddLogging(x => x.SetMinimumLevel(LogLevel.Trace).AddProvider(logs));
        services.AddGateway(configuration);
        replace?.Invoke(services);
        return new GatewayUnderTest(services.BuildServiceProvider(), database, logs);
    }

    /// <summary>The base point of the SM2 curve: a valid public key of nobody's; nothing is pushed here.</summary>
    private const string Sm2Point =
        "0432c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0";

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<PullOutcome> PullAsync(string area, Feed feed, bool full = false, bool acceptShrink = false) =>
        Get<PullJob>().RunAsync(new PullCommand(area, feed, full, acceptShrink), Cancelled);

    public async Task<RunCounters> PullDoneAsync(string area, Feed feed, bool full = false, bool acceptShrink = false)
    {
        var outcome = await PullAsync(area, feed, full, acceptShrink);
        var counters = outcome is PullOutcome.Completed done ? done.Counters : throw new Xunit.Sdk.XunitException($"{area}/{feed}: {outcome}");
        Assert.True(counters.Balanced, $"{area}/{feed}: {counters}");
        return counters;
    }

    public async Task<FeedStatus> StatusAsync(string area, Feed feed) =>
        (await Get<StatusStore>().ReadAsync(Cancelled)).Areas.Single(x => x.Area == area).Feeds.Single(x => x.Feed == feed.Wire());

    /// <summary>Stored rows and open quarantine, by reason, are what the sandbox says they must be.</summary>
    public async Task AssertEqualsTruthAsync(PullSandbox sandbox, params string[] areas)
    {
        var truth = await sandbox.TruthAsync();
        var status = await Get<StatusStore>().ReadAsync(Cancelled);
        var compared = 0;
        foreach (var (area, feed) in status.Areas.Where(x => areas.Length == 0 || areas.Contains(x.Area)).SelectMany(x => x.Feeds.Select(y => (x.Area, Feed: y))))
        {
            var expected = truth[(area, feed.Feed)];
            Assert.Equal($"{area}/{feed.Feed}: {expected.Good + expected.Spoiled}; {Reasons(expected.Bad)}", $"{area}/{feed.Feed}: {feed.Stored}; {Reasons(feed.Quarantine)}");
            Assert.Equal(("completed", true), (feed.LastRun?.Outcome, feed.LastRun?.Balanced));
            compared++;
        }

        Assert.Equal((areas.Length == 0 ? 12 : areas.Length) * PullSandbox.Feeds.Count, compared);
    }

    /// <summary>A digest of a feed's table: of its business columns, or of everything with the transactions that wrote it.</summary>
    public async Task<string> TableAsync(string area, Feed feed, bool withTransactions = false)
    {
        // Sealed columns differ at every writing; what they hold is compared by the content hash, which is taken of the text received.
        var columns = withTransactions ? "t.xmin::text, t.ctid::text" : "t.content_hash::text, t.changed_at::text, t.change_id, t.batch";
        return await ScalarAsync<string>(
            $"select coalesce(md5(string_agg(concat_ws('|', t.identity, {columns}), ',' order by t.identity)), '') from {feed.Wire()} t where t.area = '{area}'");
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(Cancelled) ?? throw new InvalidOperationException(sql));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static string Reasons(IReadOnlyDictionary<string, long> reasons) =>
        string.Join(", ", reasons.Where(x => x.Value > 0).OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => $"{x.Key} {x.Value}"));
}

/// <summary>All that was logged, at any level.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    public string Text => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
