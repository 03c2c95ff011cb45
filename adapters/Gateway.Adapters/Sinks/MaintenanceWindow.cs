using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Adapters.Sinks;

/// <summary>A recurring time in which a platform is left alone, Asia/Shanghai.</summary>
/// <param name="Days">Days on which it begins, 1 (Monday) to 7.</param>
/// <param name="From">When it begins.</param>
/// <param name="Length">How long it lasts: less than a day; it may end on the next one.</param>
public sealed partial record MaintenanceWindow(IReadOnlyList<int> Days, TimeOnly From, TimeSpan Length)
{
    /// <summary>How a window is written, for those who wrote it otherwise.</summary>
    public const string Form = "应写作“01:00-05:00”（每天）或“6,7 22:00-06:00”（周六、周日，可跨午夜），时间为北京时间";

    /// <summary>Reads one, or says nothing.</summary>
    /// <param name="text"><c>01:00-05:00</c>, or with days <c>6,7 22:00-06:00</c>.</param>
    public static MaintenanceWindow? Parse(string text)
    {
        var match = Written().Match(text);
        if (!match.Success || !TimeOnly.TryParseExact(match.Groups[2].Value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            || !TimeOnly.TryParseExact(match.Groups[3].Value, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to) || from == to)
        {
            return null;
        }

        int[] days = match.Groups[1].Success
            ? [.. match.Groups[1].Value.Split(',').Select(x => int.Parse(x, CultureInfo.InvariantCulture)).Distinct()]
            : [1, 2, 3, 4, 5, 6, 7];
        return new MaintenanceWindow(days, from, to - from); // a difference of times of day goes round midnight
    }

    /// <summary>When the window ends in which the moment lies, or <see langword="null"/>: it lies in none.</summary>
    /// <param name="local">Asia/Shanghai.</param>
    public DateTime? EndAt(DateTime local)
    {
        foreach (var day in new[] { local.Date, local.Date.AddDays(-1) })
        {
            var begins = day + From.ToTimeSpan();
            if (Days.Contains(day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek) && local >= begins && local < begins + Length)
            {
                return begins + Length;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^(?:([1-7](?:,[1-7])*) )?(\d\d:\d\d)-(\d\d:\d\d)$")]
    private static partial Regex Written();
}

/// <summary>At what pace a platform may be called, by all processes together.</summary>
/// <param name="PerMinute">Most batches sent and receipts asked for in a minute of the clock; <see langword="null"/>: as many as there are.</param>
/// <param name="PerDay">The same for a day, Asia/Shanghai.</param>
/// <param name="Windows">When it is left alone.</param>
public sealed record PlatformPace(int? PerMinute, int? PerDay, IReadOnlyList<MaintenanceWindow> Windows)
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

    /// <summary>None: it may be called at any time.</summary>
    public static PlatformPace Free { get; } = new(null, null, []);

    /// <summary>Whether calls are to be counted.</summary>
    public bool Counts => PerMinute is not null || PerDay is not null;

    /// <summary>Until when it is left alone, or <see langword="null"/>. Windows that touch are one.</summary>
    public DateTimeOffset? WindowEnd(DateTimeOffset now)
    {
        var local = now.ToOffset(Shanghai).DateTime;
        var end = local;
        for (var touched = 0; touched <= Windows.Count && Windows.Max(x => x.EndAt(end)) is { } later; touched++)
        {
            end = later;
        }

        return end == local ? null : new DateTimeOffset(end, Shanghai).ToUniversalTime();
    }
}
