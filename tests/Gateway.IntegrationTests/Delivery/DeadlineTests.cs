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
            new DueStore(database.DataSource), bench, new WorkingCalendar(new Dictionary<int, CalendarYear> { [2026] = new(new HashSet<DateOnly>(), new HashSet<DateOnly>()) }), bench.Clock);
        await bench.StoreAsync(ResultSamples.Result("R1"), ResultSamples.Result("R2"), ResultSamples.Exempt("R3"));

        var due = Assert.Single(await board.ReadAsync(Cancelled));
        Assert.Equal(("publicity", 2L, 0L, new DateOnly(2026, 12, 1), DueState.InTime), (due.Results.Target, due.Results.Deliveries, due.Results.Parked, due.Due, due.State));
        bench.Clock.Advance(TimeSpan.FromDays(28));
        Assert.Equal(DueState.Late, Assert.Single(await board.ReadAsync(Cancelled)).State);

        await bench.DrainAsync(Cancelled);
        Assert.Empty(await board.ReadAsync(Cancelled));
    }
}
