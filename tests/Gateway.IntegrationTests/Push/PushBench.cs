using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Contracts.Results;
using Gateway.Contracts.Status;
using Gateway.Host.Web.Api;
using Gateway.IntegrationTests.Pull;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Results;
using Gateway.Sandbox;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.Push;

/// <summary>
/// A gateway and the four platforms, both a test's own and on one clock: results go in by the intake, out by the runner over HTTP. What is
/// due later is made due by putting the clock forward.
/// </summary>
internal sealed class PushBench : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-push-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler());
    private readonly Dictionary<string, InspectionResult> _results = [];
    private SandboxServer? _platforms;
    private GatewayUnderTest? _gateway;

    public static string Area => ResultSamples.Area;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ForwardClock Clock { get; } = new();

    /// <summary>All results that were taken in, as they last were.</summary>
    public IReadOnlyCollection<InspectionResult> Results => _results.Values;

    /// <summary>Where the platforms are.</summary>
    public Uri Platforms => (_platforms ?? throw new InvalidOperationException()).BaseAddress;

    public GatewayUnderTest Gateway => _gateway ?? throw new InvalidOperationException();

    public static async Task<PushBench> StartAsync(PostgresFixture postgres, Action<Dictionary<string, string?>>? settings = null, int receiptDelayMs = 0,
        Func<SandboxOptions, SandboxOptions>? change = null)
    {
        var bench = new PushBench();
        var options = new SandboxOptions { DataFolder = bench._folder, Subjects = 100, SingleArea = Area, ReceiptDelayMs = receiptDelayMs };
        var platforms = bench._platforms = await SandboxServer.StartAsync(change is null ? options : change(options), bench.Clock, TextWriter.Null, Cancelled);
        bench._gateway = await GatewayUnderTest.StartAsync(
            postgres,
            platforms.BaseAddress,
            values =>
            {
                values["Gateway:Profiles:Credit:PlatformPublicKey"] = platforms.PublicKeyHex;
                // An approved exemption takes a result back from every target.
                values[$"Gateway:Counties:{Area}:ExemptByRule:exchange-rest"] = "false";
                foreach (var profile in new[] { "ExchangeRest", "Publicity", "Credit", "DoubleRandom" })
                {
                    values[$"Gateway:Profiles:{profile}:Transport:AttemptTimeout"] = "20s";
                    values[$"Gateway:Profiles:{profile}:Transport:ReadRetries"] = "0";
                }

                settings?.Invoke(values);
            },
            services => services.AddSingleton<TimeProvider>(bench.Clock).Configure<DeliveryOptions>(options =>
            {
                options.RetryDelays = [.. Enumerable.Repeat(TimeSpan.FromMinutes(1), 6)];
                options.Jitter = 0;
                options.DrainHorizon = TimeSpan.Zero;
            }));
        return bench;
    }

    /// <summary>Results of one area.</summary>
    public async Task StoreAsync(params InspectionResult[] results)
    {
        foreach (var outcome in await Gateway.Get<ResultIntake>().StoreAsync(results[0].Area!, "rest", results, Cancelled))
        {
            Assert.True(outcome is IntakeOutcome.Created or IntakeOutcome.Corrected, $"{outcome}");
        }

        foreach (var result in results)
        {
            _results[$"{result.Area}-{result.Id}"] = result;
        }
    }

    /// <summary>Takes in so many new results.</summary>
    public async Task<InspectionResult[]> StoreNewAsync(int count)
    {
        var results = Enumerable.Range(_results.Count, count).Select(x => ResultSamples.Result($"R{x:000}")).ToArray();
        await StoreAsync(results);
        return results;
    }

    /// <summary>One new result is delivered everywhere: every platform is well, and knows its caller.</summary>
    public async Task WarmUpAsync()
    {
        await EndFaultsAsync();
        await StoreNewAsync(1);
        await SettleAsync();
    }

    /// <summary>One round: all that is due now is done once.</summary>
    public Task<DrainOutcome> DrainAsync() => Gateway.Get<DeliveryRunner>().DrainAsync(Cancelled);

    /// <summary>A round, and the time until the next one passes.</summary>
    public async Task<DrainOutcome> RoundAsync()
    {
        var outcome = await DrainAsync();
        Clock.ForwardTo(outcome.NextDue ?? Clock.GetUtcNow());
        return outcome;
    }

    /// <summary>Rounds until nothing is open: nobody lends a hand.</summary>
    public async Task SettleAsync()
    {
        for (var round = 0; round < 20; round++)
        {
            if ((await RoundAsync()).NextDue is null)
            {
                return;
            }
        }

        // What is left waits for a platform, which works in real time.
        try
        {
            await Until.TrueAsync("nothing is open", TimeSpan.FromSeconds(10), async _ => (await RoundAsync()).NextDue is null, Cancelled);
        }
        catch (TimeoutException)
        {
            Assert.Fail("still not settled: " + string.Join("; ", await StatesAsync()));
        }
    }

    public async Task RoundsUntilAsync(Func<Task<bool>> condition)
    {
        for (var round = 0; !await condition(); round++)
        {
            Assert.True(round < 10, "not within ten rounds");
            await RoundAsync();
        }
    }

    public async Task FaultAsync(object order)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(_platforms!.BaseAddress, "_sandbox/faults"), order, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    /// <summary>Ends all faults and says how often they struck.</summary>
    public async Task<int> EndFaultsAsync()
    {
        var address = new Uri(_platforms!.BaseAddress, "_sandbox/faults");
        var rules = await _http.GetFromJsonAsync<JsonElement>(address, Cancelled);
        using var answer = await _http.DeleteAsync(address, Cancelled);
        answer.EnsureSuccessStatusCode();
        return rules.EnumerateArray().Sum(x => x.GetProperty("struck").GetInt32());
    }

    public async Task ControlAsync(string what)
    {
        using var answer = await _http.PostAsync(new Uri(_platforms!.BaseAddress, $"_sandbox/{what}"), null, Cancelled);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>What a platform holds, in order of ids.</summary>
    public async Task<IReadOnlyList<LedgerLine>> LedgerAsync(string profile, string? kind = null)
    {
        var lines = await _http.GetStringAsync(new Uri(_platforms!.BaseAddress, $"_sandbox/ledger/{profile}?kind={kind}"), Cancelled);
        return [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(x => JsonSerializer.Deserialize<LedgerLine>(x, JsonSerializerOptions.Web)!).OrderBy(x => x.Id, StringComparer.Ordinal)];
    }

    /// <summary>State of every delivery as <c>id#version operation@target = state reason</c>, in order.</summary>
    public Task<string[]> StatesAsync(string target = "") => ListAsync(
        $"""
        select doc_id || '#' || version || ' ' || operation || '@' || target || ' = ' || state || coalesce(' ' || reason_code, '')
        from delivery where '{target}' in ('', target) order by doc_id, target, version, delivery_id
        """);

    /// <summary>Results that have no end yet at a target, with their state.</summary>
    public Task<string[]> OpenAsync(string target) => ListAsync(
        $"select doc_id || ' ' || state from delivery where target = '{target}' and state in ('queued', 'sent') order by doc_id");

    /// <summary>Every attempt at a target as <c>step outcome code words</c>, in order of time.</summary>
    public Task<string[]> AttemptsAsync(string target) => ListAsync(
        $"""
        select step || ' ' || outcome || coalesce(' ' || code, '') || coalesce(' ' || message, '') from delivery_attempt join delivery_batch using (batch_id)
        where target = '{target}' order by at, batch_id, attempt
        """);

    public async Task<TargetStatus> StatusAsync(string target) =>
        (await Gateway.Get<DeliveryStatusStore>().ReadAsync(Cancelled)).Single(x => x.Target == target);

    /// <summary>What the county is told of a result.</summary>
    public async Task<ResultState> AskAsync(string id) =>
        await new ResultStateStore(Gateway.Database).FindAsync(Area, id, Cancelled) ?? throw new InvalidOperationException(id);

    public async Task AssertAuditIntactAsync()
    {
        // What is sealed lies below the oldest transaction of the whole server, and other tests have theirs.
        await Until.TrueAsync(
            "something new is sealed", TimeSpan.FromSeconds(60),
            async token => await Gateway.Get<AuditSealer>().SealAsync(token) is SealOutcome.Sealed { Entries: > 0 }, Cancelled);
        var audit = await Gateway.Get<AuditVerifier>().VerifyAsync(Cancelled);
        Assert.True(audit.Intact, audit.Text);
    }

    public async Task<string[]> ListAsync(string sql)
    {
        await using var command = Gateway.Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        var lines = new List<string>();
        while (await reader.ReadAsync(Cancelled))
        {
            lines.Add(reader.GetString(0));
        }

        return [.. lines];
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        await _platforms!.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>Class fixture: tests of a class follow one another on the same platforms and the same gateway, as days do.</summary>
public sealed class SharedPushBench(PostgresFixture postgres) : IAsyncLifetime
{
    private PushBench? _bench;

    internal PushBench Bench => _bench ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync() => _bench = await PushBench.StartAsync(postgres);

    public ValueTask DisposeAsync() => _bench?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>One record of a platform's ledger: <paramref name="Versions"/> changes taken, <paramref name="Received"/> times taken.</summary>
internal sealed record LedgerLine(string Kind, string Id, string State, int Versions, int Received, string Digest);
