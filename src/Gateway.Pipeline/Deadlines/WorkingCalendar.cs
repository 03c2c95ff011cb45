namespace Gateway.Pipeline.Deadlines;

/// <summary>
/// The Chinese working calendar: Monday to Friday, but for public holidays, and the weekend days that are worked in their stead (调休).
/// A year that is not published yet goes by weekends alone, and says that it is provisional. Pure.
/// </summary>
public sealed class WorkingCalendar(IReadOnlyDictionary<int, CalendarYear> years)
{
    /// <summary>Whether the year's holidays have not been published, or not been entered.</summary>
    public bool IsProvisional(int year) => !years.ContainsKey(year);

    public bool IsWorkingDay(DateOnly day)
    {
        var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        return years.TryGetValue(day.Year, out var year) ? weekend ? year.Work.Contains(day) : !year.Off.Contains(day) : !weekend;
    }

    /// <summary>The day on which a term of so many working days ends; the day it begins with does not count.</summary>
    public DateOnly After(DateOnly begin, int workingDays)
    {
        var day = begin;
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            left -= IsWorkingDay(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>Working days from <paramref name="today"/> (not counted) to <paramref name="due"/>; negative when it has passed.</summary>
    public int Left(DateOnly today, DateOnly due)
    {
        var (from, to, sign) = today <= due ? (today, due, 1) : (due, today, -1);
        var days = 0;
        for (var day = from.AddDays(1); day <= to; day = day.AddDays(1))
        {
            days += IsWorkingDay(day) ? 1 : 0;
        }

        return sign * days;
    }
}

/// <summary>Where a year differs from its weekends.</summary>
/// <param name="Off">Holidays that fall on Monday to Friday.</param>
/// <param name="Work">Saturdays and Sundays that are worked.</param>
public sealed record CalendarYear(IReadOnlySet<DateOnly> Off, IReadOnlySet<DateOnly> Work);
