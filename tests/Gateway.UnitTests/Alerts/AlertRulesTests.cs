using Gateway.Pipeline.Alerts;
using Gateway.Pipeline.Deadlines;
using Xunit;

namespace Gateway.UnitTests.Alerts;

/// <summary>Told once when it lasts, once a day, and once when it is over.</summary>
public sealed class AlertRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 9, 8, 0, 0, TimeSpan.FromHours(8));
    private static readonly AlertCondition AtRisk = new(AlertKinds.AtRisk, "t", "610502", 3, "三条");

    [Fact]
    public void A_forecast_is_told_when_it_lasts_then_once_a_day_and_when_it_stays_away()
    {
        var told = Play(TimeSpan.FromMinutes(5), [.. Enumerable.Repeat(true, 12 * 50), .. Enumerable.Repeat(false, 20)]);
        Assert.Equal(
            [(10d, AlertMove.Raised), (10 + (24 * 60), AlertMove.Reminded), (10 + (48 * 60), AlertMove.Reminded), ((50 * 60) + 30, AlertMove.Resolved)], told);
    }

    [Fact]
    public void What_is_over_before_it_was_told_is_told_to_nobody() =>
        Assert.Empty(Play(TimeSpan.FromMinutes(5), [true, true, false, false, true, false, true, true, false]));

    [Fact]
    public void What_swings_about_its_limit_is_one_alert() =>
        Assert.Single(Play(TimeSpan.FromMinutes(5), [true, true, true, .. Enumerable.Range(0, 200).Select(x => x % 4 == 0)]));

    [Fact]
    public void What_is_late_is_told_at_once() =>
        Assert.Equal(AlertMove.Raised, Assert.Single(AlertRules.Of([], [AtRisk with { Kind = AlertKinds.Late }], Start)).Move);

    // Any history: between two notices of one alert lies a day, but for the last; every Resolved has a Raised before it.
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void Whatever_happens_no_flood_comes_of_it(int seed)
    {
        var dice = new Random(seed);
        var told = Play(TimeSpan.FromMinutes(5), [.. Enumerable.Range(0, 2_000).Select(x => dice.Next(x % 500 < 250 ? 3 : 30) == 0)]);
        for (var i = 0; i < told.Count; i++)
        {
            var (at, move) = told[i];
            Assert.True(move == AlertMove.Raised ? i == 0 || told[i - 1].Move == AlertMove.Resolved : told[i - 1].Move is AlertMove.Raised or AlertMove.Reminded);
            Assert.True(move != AlertMove.Reminded || at - told[i - 1].Minutes >= 24 * 60);
        }
    }

    [Fact]
    public void Ten_thousand_results_of_one_area_are_one_condition()
    {
        var due = Enumerable.Range(1, 5).Select(x => new DueResults(
            new OpenResults("t", "610502", new DateOnly(2026, 10, x), 2_000, 1), new DateOnly(2026, 11, x), -1, DueState.Late, Provisional: false));
        var condition = Assert.Single(DueConditions.Of(due));
        Assert.Equal((AlertKinds.Late, "t", "610502", 10_000L), (condition.Kind, condition.Target, condition.Area, condition.Subjects));
        Assert.Contains("2026-11-01", condition.Words, StringComparison.Ordinal);
    }

    /// <summary>Round after round, as the store keeps it; what was told, in minutes from the start.</summary>
    private static List<(double Minutes, AlertMove Move)> Play(TimeSpan every, bool[] holds)
    {
        var told = new List<(double, AlertMove)>();
        OpenAlert? alert = null;
        for (var i = 0; i < holds.Length; i++)
        {
            var now = Start + (i * every);
            foreach (var step in AlertRules.Of(alert is null ? [] : [alert], holds[i] ? [AtRisk] : [], now))
            {
                alert = step.Move switch
                {
                    AlertMove.Seen => new OpenAlert(1, AtRisk.Kind, AtRisk.Target, AtRisk.Area, 3, "", now, null, null, null),
                    AlertMove.Raised => alert! with { RaisedAt = now, NoticedAt = now, MissingSince = null },
                    AlertMove.Reminded => alert! with { NoticedAt = now, MissingSince = null },
                    AlertMove.Kept => alert! with { MissingSince = null },
                    AlertMove.Missing => alert! with { MissingSince = alert.MissingSince ?? now },
                    _ => null,
                };
                if (step.Move is AlertMove.Raised or AlertMove.Reminded or AlertMove.Resolved)
                {
                    told.Add(((now - Start).TotalMinutes, step.Move));
                }
            }
        }

        return told;
    }
}
