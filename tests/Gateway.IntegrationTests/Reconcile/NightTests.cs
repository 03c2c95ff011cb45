using Gateway.Adapters.Configuration;
using Gateway.IntegrationTests.Push;
using Gateway.Pipeline.Reconcile;
using Xunit;

namespace Gateway.IntegrationTests.Reconcile;

/// <summary>The nights of a county, and the proof of a month, before the four platforms themselves.</summary>
public sealed class NightTests(SharedReconcileBench shared) : IClassFixture<SharedReconcileBench>
{
    private PushBench Bench => shared.Bench;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when a night does not look whether it compared already, when a proved month is compared again, or when what a night repairs is lost.
    [Fact]
    public async Task A_night_compares_every_target_once_repairs_by_rule_and_a_clean_month_rests()
    {
        var results = await Bench.StoreNewAsync(3);
        await Bench.SettleAsync();
        ForwardTo(new DateTimeOffset(2026, 12, 1, 2, 30, 0, TimeSpan.FromHours(8)));
        await Bench.SpoilAsync(PushTarget.Credit, "drop", PushTarget.Credit.IdOf(results[0]));

        // Four at once, as replicas are: whoever comes second at a target is told that one is at it, or was.
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => NightAsync()));
        var targets = Ledgers.Of(Bench.Gateway.Get<IAdapterDirectory>(), PushBench.Area).Count;
        Assert.Equal(2 * targets, all.SelectMany(x => x).Count(x => x.Outcome is ReconcileOutcome.Completed));
        Assert.Equal(2L * targets, await RunsAsync());
        Assert.Empty(await NightAsync());
        Assert.False((await ProofAsync(PushTarget.Credit)).Clean);
        Assert.True((await ProofAsync(PushTarget.Exchange)).Clean);

        await Bench.SettleAsync();
        ForwardTo(new DateTimeOffset(2026, 12, 2, 2, 30, 0, TimeSpan.FromHours(8)));
        var second = await NightAsync();
        Assert.All(second, x => Assert.Equal(0, Assert.IsType<ReconcileOutcome.Completed>(x.Outcome).Counts.Findings));
        // The last days of all; the whole month of the one alone that was not clean.
        Assert.Equal(["credit"], second.Where(x => x.Command.Origin == ReconcileOrigins.Month).Select(x => x.Command.Target));
        Assert.Equal(targets + 1, second.Count);

        var proof = await ProofAsync(PushTarget.Credit);
        Assert.True(proof is { Clean: true, AuditEntry: not null, Counts.Ours: 3 } && proof.Counts.OursSha256 == proof.Counts.TheirsSha256, $"{proof}");
        await Bench.AssertAuditIntactAsync();
    }

    private Task<IReadOnlyList<(ReconcileCommand Command, ReconcileOutcome Outcome)>> NightAsync() =>
        Bench.Gateway.Get<NightlyReconcile>().RunAsync(PushBench.Area, Cancelled);

    private Task<long> RunsAsync() => Bench.Gateway.ScalarAsync<long>("select count(*) from reconcile_run where state = 'completed'");

    private async Task<StoredReconciliation> ProofAsync(PushTarget target) => Assert.Single(await Bench.Gateway.Get<ReconcileReadStore>().CoveringAsync(
        target.Name, new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30), Cancelled));

    private void ForwardTo(DateTimeOffset at) => Bench.Clock.ForwardTo(at);
}
