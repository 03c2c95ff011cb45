using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.IntegrationTests.Push;
using Gateway.Pipeline.Reconcile;
using Gateway.Pipeline.Runs;
using Xunit;

namespace Gateway.IntegrationTests.Reconcile;

/// <summary>What the tests of reconciliation do with a push bench.</summary>
internal static class ReconcileKit
{
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
}
