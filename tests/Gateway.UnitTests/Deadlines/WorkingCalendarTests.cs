using CsCheck;
using Gateway.Pipeline.Deadlines;
using Gateway.UnitTests.Architecture;
using Xunit;

namespace Gateway.UnitTests.Deadlines;

/// <summary>Terms in working days, on the calendar that ships.</summary>
public sealed class WorkingCalendarTests
{
    private static readonly WorkingCalendar Calendar = CalendarFile.ReadFrom(Path.Combine(House.Root, "adapters"));

    [Theory]
    [InlineData("2024-01-30", 7, "2024-02-07")]
    [InlineData("2024-01-30", 20, "2024-03-01")] // over Spring Festival, two Sundays worked
    [InlineData("2025-09-25", 7, "2025-10-11")] // a Saturday worked
    [InlineData("2026-02-13", 1, "2026-02-14")] // a Saturday worked
    [InlineData("2026-02-14", 1, "2026-02-24")]
    [InlineData("2026-11-24", 20, "2026-12-22")]
    public void A_term_skips_holidays_and_counts_weekend_days_that_are_worked(string begin, int days, string end) =>
        Assert.Equal(DateOnly.Parse(end, System.Globalization.CultureInfo.InvariantCulture), Calendar.After(DateOnly.Parse(begin, System.Globalization.CultureInfo.InvariantCulture), days));

    [Fact]
    public void A_year_that_is_not_published_goes_by_weekends_and_says_so()
    {
        Assert.Equal((false, false, true), (Calendar.IsProvisional(2004), Calendar.IsProvisional(2026), Calendar.IsProvisional(2027)));
        Assert.True(Calendar.IsWorkingDay(new DateOnly(2027, 10, 1)));
        Assert.False(Calendar.IsWorkingDay(new DateOnly(2027, 10, 2)));
    }

    [Fact]
    public void What_is_left_of_a_term_on_its_first_day_is_the_term_and_on_its_last_nothing() =>
        Gen.Select(Gen.Int[0, 8_000], Gen.Int[1, 60]).Sample((day, term) =>
        {
            var begin = new DateOnly(2004, 1, 1).AddDays(day);
            var due = Calendar.After(begin, term);
            Assert.Equal(term, Calendar.Left(begin, due));
            Assert.Equal(0, Calendar.Left(due, due));
            Assert.Equal(-term, Calendar.Left(due, begin));
            Assert.True(Calendar.IsWorkingDay(due));
        });

    [Fact]
    public void A_bad_file_is_refused_with_all_that_is_wrong()
    {
        var wrong = Assert.Throws<FormatException>(() => CalendarFile.Read(new StringReader(
            """
            years:
              - year: 2026
                off: ["01-01", "01-03", "02-30"]
                work: ["01-05"]
              - year: 2026
            """)));
        foreach (var part in new[] { "2026 年重复", "2026-01-03 是周末", "“02-30”不是日期", "2026-01-05 不是周六" })
        {
            Assert.Contains(part, wrong.Message, StringComparison.Ordinal);
        }

        Assert.Contains("第 2 行", Assert.Throws<FormatException>(() => CalendarFile.Read(new StringReader("years:\n  - jahr: 2026\n"))).Message, StringComparison.Ordinal);
    }
}
