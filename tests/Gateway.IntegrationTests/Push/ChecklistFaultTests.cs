using Gateway.Contracts;
using Gateway.Pipeline.Checklists;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Push;

/// <summary>A published checklist on its way to a platform that fails: every item arrives once, and results to the same platform don't wait for it.</summary>
public sealed class ChecklistFaultTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Target = "exchange-rest.checklist";
    private PushBench? _bench;

    private PushBench Bench => _bench ?? throw new InvalidOperationException();

    public async ValueTask InitializeAsync() => _bench = await PushBench.StartAsync(postgres);

    public ValueTask DisposeAsync() => Bench.DisposeAsync();

    [Theory]
    [InlineData("500", "http_500")]
    [InlineData("truncated", "truncated")]
    [InlineData("reset-before", "")]
    [InlineData("reset-after", "")]
    [InlineData("code", "peer_9999")]
    public async Task Every_item_arrives_once(string kind, string code)
    {
        await Bench.Gateway.PullDoneAsync(PushBench.Area, Feed.Matter);
        await Bench.FaultAsync(new { kind, profile = "p1", sid = "s_610000_checklist_push" });
        var list = Assert.IsType<CompileOutcome.NewVersion>(await Bench.Gateway.Get<CompileJob>().RunAsync(PushBench.Area, TestContext.Current.CancellationToken));
        await Bench.StoreNewAsync(2);
        await Bench.RoundsUntilAsync(async () => (await Bench.AttemptsAsync(Target)).Length >= 2);
        Assert.All(await Bench.AttemptsAsync(Target), x => Assert.StartsWith($"push transient {code}", x, StringComparison.Ordinal));
        var ill = await Bench.StatusAsync(Target);
        Assert.Equal((0L, ill.Routed), (ill.Accepted, ill.Queued + ill.Sent));
        await PushTarget.Exchange.AssertHoldsAllAsync(Bench);

        await Bench.EndFaultsAsync();
        await Bench.SettleAsync();
        var well = await Bench.StatusAsync(Target);
        Assert.Equal((well.Routed, (long)list.Items), (well.Accepted, well.Routed + well.NotRouted.Values.Sum()));
        var ledger = await Bench.LedgerAsync("p1", "checklist");
        Assert.Equal(well.Accepted, ledger.Count);
        Assert.All(ledger, x => Assert.Equal(("TAKEN", 1), (x.State, x.Versions)));
        await Bench.AssertAuditIntactAsync();
    }
}
