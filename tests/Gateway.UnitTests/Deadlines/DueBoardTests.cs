using Gateway.Pipeline.Deadlines;
using Xunit;

namespace Gateway.UnitTests.Deadlines;

/// <summary>What is late, at risk and in time.</summary>
public sealed class DueBoardTests
{
    private static readonly WorkingCalendar Weekends = new(new Dictionary<int, CalendarYear> { [2026] = new CalendarYear(new HashSet<DateOnly>(), new HashSet<DateOnly>()) });

    [Theory]
    [InlineData(18, 4, DueState.InTime)]
    [InlineData(19, 3, DueState.AtRisk)]
    [InlineData(24, 0, DueState.AtRisk)]
    [InlineData(25, -1, DueState.Late)]
    public void The_last_day_of_a_term_is_still_in_time(int today, int left, DueState state)
    {
        // Eleven working days after Monday the 9th: Tuesday the 24th.
        var due = Assert.Single(DueBoard.Of([Open("publicity", 9)], new Dictionary<string, int> { ["publicity"] = 11 }, Weekends, new DateOnly(2026, 11, today)));
        Assert.Equal((new DateOnly(2026, 11, 24), left, state, false), (due.Due, due.Left, due.State, due.Provisional));
    }

    [Fact]
    public void The_most_urgent_comes_first_and_a_target_without_a_term_not_at_all()
    {
        var board = DueBoard.Of(
            [Open("b", 10), Open("a", 12), Open("a", 10), Open("none", 1)], new Dictionary<string, int> { ["a"] = 20, ["b"] = 7 }, Weekends, new DateOnly(2026, 11, 13));
        Assert.Equal([("b", 10), ("a", 10), ("a", 12)], board.Select(x => (x.Results.Target, x.Results.CheckedOn.Day)));
    }

    [Fact]
    public void A_term_into_a_year_without_a_published_calendar_is_provisional() => Assert.True(Assert.Single(DueBoard.Of(
        [new OpenResults("a", "610502", new DateOnly(2026, 12, 28), 1, 0)], new Dictionary<string, int> { ["a"] = 20 }, Weekends, new DateOnly(2026, 12, 28))).Provisional);

    private static OpenResults Open(string target, int day) => new(target, "610502", new DateOnly(2026, 11, day), 2, 1);
}
