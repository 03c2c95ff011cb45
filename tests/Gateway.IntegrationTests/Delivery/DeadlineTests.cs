using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Deadlines;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Delivery;

/// <summary>What is open at a target with a legal term.</summary>
public sealed class DeadlineTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_hangs_is_shown_with_its_term_until_it_has_arrived()
    {
        await using var database = await postgres.CreateDatabaseAsync(Cancelled);
        using var bench = new DeliveryBench(database.DataSource);
        var peer = new FakePeer();
        bench.Sinks.Add(new FakePublicitySink("publicity", FakeTraits.Publicity, peer) { Limits = new SinkLimits(100, 1, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), 20) });
        bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, new FakePeer()));
        var board = new DeadlineBoard(
            new DueStore(database.DataSource), new PaceStore(database.DataSource), bench, new WorkingCalendar(new Dictionary<int, CalendarYear> { [2026] = new(new HashSet<DateOnly>(), new HashSet<DateOnly>()) }), bench.Clock);
        await bench.StoreAsync(ResultSamples.Result("R1"), ResultSamples.Result("R2"), ResultSamples.Exempt("R3"));

        var due = Assert.Single((await board.ReadAsync(Cancelled)).Due);
        Assert.Equal(("publicity", 2L, 0L, new DateOnly(2026, 12, 1), DueState.InTime), (due.Results.Target, due.Results.Deliveries, due.Results.Parked, due.Due, due.State));
        bench.Clock.Advance(TimeSpan.FromDays(28));
        Assert.Equal(DueState.Late, Assert.Single((await board.ReadAsync(Cancelled)).Due).State);

        await bench.DrainAsync(Cancelled);
        Assert.Empty((await board.ReadAsync(Cancelled)).Due);
    }

    // Fails when one of the four places where open deliveries lie is left out of DueStore.
    [Fact]
    public async Task What_is_queued_in_flight_parked_or_behind_another_is_all_open()
    {
        await using var database = await postgres.CreateDatabaseAsync(Cancelled);
        using var bench = new DeliveryBench(database.DataSource);
        var peer = new FakePeer();
        bench.Sinks.Add(new FakeSharingSink("exchange", FakeTraits.Exchange, peer)
        {
            OnMap = x => x.Result.Id == "parked" ? new Mapping.Unmappable("no_code", "缺少代码对照") : null,
            Limits = new SinkLimits(100, 1, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), 7),
        });
        peer.OnPush = (_, _) => throw new TransientFailure("timeout", "没有应答", answerLost: true);
        await bench.StoreAsync(ResultSamples.Result("sent"), ResultSamples.Result("parked"));
        await bench.DrainAsync(Cancelled);
        await bench.StoreAsync(ResultSamples.Result("sent", 2), ResultSamples.Result("queued"));
        Assert.Equal(
            ["parked#1 i@exchange = parked no_code", "queued#1 i@exchange = queued", "sent#1 i@exchange = sent", "sent#2 i@exchange = queued"],
            await bench.StatesAsync());
        var open = Assert.Single(await new DueStore(database.DataSource).ReadAsync(Cancelled));
        Assert.Equal((4L, 1L), (open.Deliveries, open.Parked));
        var pace = Assert.Single(await new PaceStore(database.DataSource).ReadAsync(bench.Clock.GetUtcNow().AddHours(-1), DueForecast.Slot, Cancelled));
        Assert.Equal(("exchange", 0L), (pace.Target, pace.Delivered));
        Assert.Equal(new DateTimeOffset(2026, 11, 4, 1, 0, 0, TimeSpan.Zero), pace.From);
    }
}
