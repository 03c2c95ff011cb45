using System.Net.Http.Json;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.IntegrationTests.Push;
using Gateway.Pipeline.Reconcile;
using Gateway.Pipeline.Runs;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Reconcile;

/// <summary>Class fixture: a push bench whose ledgers are read again at once when a day was not whole.</summary>
public sealed class SharedReconcileBench(PostgresFixture postgres) : IAsyncLifetime
{
    private PushBench? _bench;

    internal PushBench Bench => _bench ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync() =>
        _bench = await PushBench.StartAsync(postgres, values => values["Gateway:Reconcile:ReadPause"] = "00:00:00");

    public ValueTask DisposeAsync() => _bench?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>What the tests of reconciliation do with a push bench.</summary>
internal static class ReconcileKit
{
    /// <summary>The day of the samples in the ledgers that go by what is in the row.</summary>
    public static readonly DateOnly SampleDay = new(2026, 11, 3);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Books what ended at a target.</summary>
    public static async Task<int> BookAsync(this PushBench bench, string target)
    {
        var sink = bench.Gateway.Get<IAdapterDirectory>().SinksOf(PushBench.Area).Single(x => x.Target == target);
        var leases = bench.Gateway.Get<LeaseStore>();
        var lease = await leases.TryAcquireAsync($"book:{target}", TimeSpan.FromMinutes(1), Cancelled) ?? throw new InvalidOperationException();
        var booked = await bench.Gateway.Get<Bookkeeper>().BookAsync(sink, (ILedger)sink, PushBench.Area, lease, Cancelled);
        await leases.ReleaseAsync(lease, Cancelled);
        return booked;
    }

    /// <summary>Our books of a target as <c>id state digest</c>, in order of ids.</summary>
    public static Task<string[]> BooksAsync(this PushBench bench, string target) => bench.ListAsync(
        $"""
        select wire_id || ' ' || state || ' ' || coalesce(encode(digest, 'hex'), '') from delivered_row
        where target = '{target}' order by wire_id collate "C"
        """);

    /// <summary>Everything is delivered, and long enough ago to be compared.</summary>
    public static async Task SettleForComparisonAsync(this PushBench bench)
    {
        await bench.SettleAsync();
        bench.Clock.ForwardTo(bench.Clock.GetUtcNow() + TimeSpan.FromMinutes(11));
    }

    public static Task<ReconcileOutcome> ReconcileAsync(this PushBench bench, PushTarget target, bool repair = false, bool acceptMany = false, DateOnly? from = null) =>
        bench.Gateway.Get<ReconcileJob>().RunAsync(
            new ReconcileCommand(
                PushBench.Area, target.Name, from ?? SampleDay, ChinaTime.DayOf(bench.Clock.GetUtcNow()), ReconcileOrigins.Manual, repair, acceptMany),
            null, Cancelled);

    public static async Task<ReconcileCounts> ComparedAsync(
        this PushBench bench, PushTarget target, bool repair = false, bool acceptMany = false, DateOnly? from = null) =>
        Assert.IsType<ReconcileOutcome.Completed>(await bench.ReconcileAsync(target, repair, acceptMany, from)).Counts;

    /// <summary>Spoils a platform's ledger behind everybody's back.</summary>
    public static async Task SpoilAsync(this PushBench bench, PushTarget target, string how, string id)
    {
        var day = target.Profile == "p2" ? ChinaTime.DayOf(bench.Clock.GetUtcNow()) : SampleDay;
        using var http = new HttpClient(new SocketsHttpHandler());
        using var answer = await http.PostAsJsonAsync(
            new Uri(bench.Platforms, "_sandbox/spoil"),
            new { target = target.Profile, id, how, day = $"{day:yyyy-MM-dd}", group = target.Profile == "p2" ? null : PushBench.Area, kind = target.Profile == "p3" ? target.LedgerKind : null }, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancelled));
    }

    /// <summary>The findings of a target's last run as <c>kind id repair state why</c>, in order.</summary>
    public static Task<string[]> FindingsAsync(this PushBench bench, PushTarget target) => bench.ListAsync(
        $"""
        select kind || ' ' || wire_id || ' ' || repair || ' ' || state || coalesce(' ' || why, '') from reconcile_finding
        where run_id = (select max(run_id) from reconcile_run where target = '{target.Name}') order by kind, wire_id collate "C"
        """);
}
