using Gateway.Pipeline.Deadlines;
using Xunit;

namespace Gateway.UnitTests.Deadlines;

/// <summary>When it will have arrived, by the pace that was measured.</summary>
public sealed class DueForecastTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 9, 12, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void What_will_not_be_through_by_the_end_of_its_last_day_is_at_risk()
    {
        // Due on the 16th: 180 hours from now to midnight after it. 60 an hour are 10,800.
        Assert.Equal(DueState.InTime, One(10_800, perHour: 60).State);
        Assert.Equal(DueState.AtRisk, One(10_801, perHour: 60).State);
        Assert.Equal(Now.AddHours(180), One(10_800, perHour: 60).Expected);
    }

    [Fact]
    public void What_is_due_first_goes_first_and_the_others_wait_behind_it()
    {
        var board = DueForecast.Of([Due(600, day: 16), Due(600, day: 17)], Pace(60), Now);
        Assert.Equal([Now.AddHours(10), Now.AddHours(20)], board.Select(x => x.Expected));
    }

    [Fact]
    public void A_target_that_was_tried_in_vain_puts_a_week_at_risk_and_nothing_beyond()
    {
        var board = DueForecast.Of([Due(1, day: 16, left: 5), Due(1, day: 17, left: 6)], Pace(0), Now);
        Assert.Equal([(DueState.AtRisk, true, null), (DueState.InTime, true, (DateTimeOffset?)null)], board.Select(x => (x.State, x.Stalled, x.Expected)));
    }

    [Fact]
    public void Of_a_target_that_had_nothing_to_do_nothing_is_said()
    {
        var board = Assert.Single(DueForecast.Of([Due(1_000_000, day: 16)], new Dictionary<string, TargetPace>(), Now));
        Assert.Equal((DueState.InTime, (DateTimeOffset?)null, false), (board.State, board.Expected, board.Stalled));
    }

    [Fact]
    public void What_is_parked_waits_for_a_person_and_not_for_the_platform() =>
        Assert.Null(Assert.Single(DueForecast.Of([Due(10, day: 16, parked: 10)], Pace(1), Now)).Expected);

    [Fact]
    public void Late_stays_late_however_fast_it_goes() =>
        Assert.Equal(DueState.Late, Assert.Single(DueForecast.Of([Due(1, day: 6) with { State = DueState.Late }], Pace(100_000), Now)).State);

    [Fact]
    public void A_pace_is_that_of_the_best_slot_and_a_pace_of_nearly_nothing_is_no_overflow()
    {
        var paces = DueForecast.Paces([new("a", Now, 0), new("a", Now, 50), new("a", Now, 10), new("b", Now, 0)]);
        Assert.Equal((300d, 0d), (paces["a"].PerHour, paces["b"].PerHour));
        Assert.Equal(DueState.AtRisk, Assert.Single(DueForecast.Of([Due(long.MaxValue / 2, day: 16)], Pace(0.1), Now)).State);
    }

    private static DueResults One(long deliveries, double perHour) => Assert.Single(DueForecast.Of([Due(deliveries, day: 16)], Pace(perHour), Now));

    private static Dictionary<string, TargetPace> Pace(double perHour) => new() { ["t"] = new TargetPace("t", perHour) };

    private static DueResults Due(long deliveries, int day, int left = 10, long parked = 0) => new(
        new OpenResults("t", "610502", new DateOnly(2026, 11, 2), deliveries, parked), new DateOnly(2026, 11, day), left, DueState.InTime, Provisional: false);
}
