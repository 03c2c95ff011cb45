using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Delivery.Gates;
using Xunit;

namespace Gateway.UnitTests.Delivery;

/// <summary>Windows of maintenance and quotas of a platform.</summary>
public sealed class PlatformPaceTests
{
    private static readonly Gate Closed = new() { Platform = "p", Lane = "" };
    private readonly GateRules _rules = new(new GateOptions { FailureThreshold = 100 });

    [Theory]
    [InlineData("01:00-05:00", "2026-11-04 00:59", null)]
    [InlineData("01:00-05:00", "2026-11-04 01:00", "2026-11-04 05:00")]
    [InlineData("01:00-05:00", "2026-11-04 05:00", null)]
    [InlineData("22:30-06:00", "2026-11-04 23:00", "2026-11-05 06:00")]
    [InlineData("22:30-06:00", "2026-11-04 05:59", "2026-11-04 06:00")]
    [InlineData("6,7 22:00-02:00", "2026-11-08 01:00", "2026-11-08 02:00")] // begun on Saturday
    [InlineData("6,7 22:00-02:00", "2026-11-09 01:00", "2026-11-09 02:00")] // begun on Sunday
    [InlineData("6,7 22:00-02:00", "2026-11-07 01:00", null)]
    [InlineData("01:00-03:00;03:00-04:00", "2026-11-04 02:00", "2026-11-04 04:00")]
    public void A_window_lasts_until_its_end_in_Beijing_time(string windows, string now, string? end)
    {
        var pace = new PlatformPace(null, null, [.. windows.Split(';').Select(x => MaintenanceWindow.Parse(x)!)]);
        Assert.Equal(end is null ? null : At(end), pace.WindowEnd(At(now)));
    }

    [Theory, InlineData("25:00-26:00"), InlineData("01:00"), InlineData("8 01:00-02:00"), InlineData("01:00-01:00"), InlineData("一 01:00-02:00"), InlineData("")]
    public void What_is_no_window_is_refused_with_its_form(string text)
    {
        var limits = new LimitOptions { Windows = [text] };
        var problem = Assert.Single(limits.Validate(new ValidationContext(limits)));
        Assert.Equal([nameof(LimitOptions.Windows)], problem.MemberNames);
        Assert.Contains("不是有效的维护时段", problem.ErrorMessage, StringComparison.Ordinal);
    }

    // Fails when a call is not counted, or a count outlives its minute or day.
    [Fact]
    public void Quotas_of_a_minute_and_of_a_day_hold_and_begin_anew()
    {
        var (pace, gate, now) = (new PlatformPace(2, 5, []), Closed, At("2026-11-04 23:50"));
        var passed = new List<string>();
        for (var batch = 1; now < At("2026-11-05 00:02"); now = now.AddSeconds(10))
        {
            if (_rules.Enter(gate, batch, now, pace) is GateAnswer.Pass pass)
            {
                gate = pass.After;
                passed.Add(now.ToOffset(TimeSpan.FromHours(8)).ToString("HH:mm", CultureInfo.InvariantCulture));
                batch++;
            }
        }

        Assert.Equal(["23:50", "23:50", "23:51", "23:51", "23:52", "00:00", "00:00", "00:01", "00:01"], passed);
    }

    [Fact]
    public void A_quota_that_is_used_up_names_the_moment_from_which_there_is_one_again()
    {
        var (pace, now) = (new PlatformPace(1, 2, []), At("2026-11-04 10:00").AddSeconds(20));
        var once = ((GateAnswer.Pass)GateRules.Ask(Closed, now, pace)).After;
        Assert.Equal(new GateAnswer.Shut(At("2026-11-04 10:01")), _rules.Enter(once, 1, now, pace));
        var twice = ((GateAnswer.Pass)_rules.Enter(once, 1, At("2026-11-04 10:01"), pace)).After;
        Assert.Equal(new GateAnswer.Shut(At("2026-11-05 00:00")), GateRules.Ask(twice, At("2026-11-04 10:02"), pace));
    }

    private static DateTimeOffset At(string local) => new DateTimeOffset(
        DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromHours(8)).ToUniversalTime();
}
