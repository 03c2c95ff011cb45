using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Delivery.Gates;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.Delivery;

/// <summary>Quotas, windows of maintenance and what a platform asks for, kept by all processes together.</summary>
public sealed class PaceTests(PostgresFixture postgres) : DeliveryBenchTests(postgres)
{
    private readonly FakePeer _peer = new();

    // Fails when the count of calls is a process's own.
    [Fact]
    public async Task A_quota_is_one_for_all_processes()
    {
        Has(new PlatformPace(3, 7, []));
        await StoreAsync(100);
        foreach (var sent in new[] { 3, 6, 7, 7 })
        {
            await Task.WhenAll(Bench.DrainAsync(Cancelled), Bench.DrainAsync(Cancelled), Bench.DrainAsync(Cancelled));
            Assert.Equal(sent, _peer.Pushes.Count);
            Bench.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(new DateTimeOffset(2026, 11, 4, 16, 0, 0, TimeSpan.Zero), (await Bench.DrainAsync(Cancelled)).NextDue); // midnight in Beijing
        Bench.Clock.Advance(TimeSpan.FromDays(1));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(10, _peer.Pushes.Count);
    }

    // Fails when receipts are asked for while a window lasts, or when the drain looks again before its end.
    [Fact]
    public async Task While_maintenance_lasts_nothing_is_sent_and_no_receipt_is_asked_for()
    {
        Has(new PlatformPace(null, null, [MaintenanceWindow.Parse("09:05-12:00")!])); // the clock stands at 09:00 in Beijing
        _peer.OnPush = (_, _) => Task.FromResult<PushOutcome>(new PushOutcome.Received());
        await Bench.StoreAsync(ResultSamples.Result("R0"));
        await Bench.DrainAsync(Cancelled);
        Bench.Clock.Advance(TimeSpan.FromMinutes(10));
        await Bench.StoreAsync(ResultSamples.Result("R1"));
        Assert.Equal(new DateTimeOffset(2026, 11, 4, 4, 0, 0, TimeSpan.Zero), (await Bench.DrainAsync(Cancelled)).NextDue);
        Assert.Equal(["push"], _peer.Calls);
        Bench.Clock.Advance(TimeSpan.FromMinutes(170));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(["push", "push", "receipt"], _peer.Calls.Order());
    }

    // Fails when Retry-After puts off the one batch that heard it, and the others go on.
    [Fact]
    public async Task When_the_platform_asks_to_be_left_alone_nobody_calls_it_until_then()
    {
        Has(null);
        _peer.OnPush = (_, _) => throw new TransientFailure("http_429", "对方限流（HTTP 429）", retryAfter: TimeSpan.FromMinutes(20));
        await StoreAsync(100);
        await Bench.DrainAsync(Cancelled);
        var heard = _peer.Pushes.Count;
        Assert.InRange(heard, 1, 2); // as many as were under way
        _peer.OnPush = null;
        Bench.Clock.Advance(TimeSpan.FromMinutes(19));
        var outcome = await Bench.DrainAsync(Cancelled);
        Assert.Equal((heard, Bench.Clock.GetUtcNow().AddMinutes(1)), (_peer.Pushes.Count, outcome.NextDue));
        Bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(100, _peer.Ledger.Count);
    }

    [Fact]
    public async Task An_operator_sees_why_nothing_flows_and_may_have_it_tried_now()
    {
        Has(new PlatformPace(100, null, []));
        _peer.OnPush = (_, _) => throw new TransientFailure("connect", "无法连接对方");
        await StoreAsync(100);
        await Bench.DrainAsync(Cancelled);
        var gates = Bench.Process().GetRequiredService<PlatformGates>();
        var shown = Assert.Single(await gates.StatusAsync(Cancelled));
        Assert.Equal(("fake p", "open", "connect", 8), (shown.Platform, shown.State, shown.LastCode, shown.UsedThisMinute));
        Assert.Equal(Bench.Clock.GetUtcNow().AddSeconds(5), shown.Until);
        _peer.OnPush = null;
        Assert.Equal(1, await gates.TryNowAsync(Cancelled));
        Assert.Equal(["platform:fake p"], await Bench.ListAsync("select subject from gateway.audit_entry where kind = 'delivery.platform_tried'"));
        await Bench.DrainAsync(Cancelled);
        Assert.Equal(100, _peer.Ledger.Count);
        Assert.Equal("closed", Assert.Single(await gates.StatusAsync(Cancelled)).State);
    }

    private void Has(PlatformPace? pace) => Bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, _peer, maxRows: 10)
    {
        Platform = new PlatformKey("fake", "p"),
        Limits = new SinkLimits(10, 2, TimeSpan.FromSeconds(10), TimeSpan.FromHours(24), Pace: pace),
    });

    private Task StoreAsync(int results) => Bench.StoreAsync([.. Enumerable.Range(0, results).Select(x => ResultSamples.Result($"R{x}"))]);
}
