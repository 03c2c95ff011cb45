using System.Globalization;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Inspection;

/// <summary>Dates and times as the platforms write them, Asia/Shanghai.</summary>
public static class WireText
{
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);

    /// <summary><c>cd_operation</c>: <c>i</c>, <c>u</c> or <c>d</c>.</summary>
    public static string Operation(DeliveryOperation operation) => operation switch
    {
        DeliveryOperation.Insert => "i",
        DeliveryOperation.Correct => "u",
        DeliveryOperation.Withdraw => "d",
    };

    /// <summary><c>yyyy-MM-dd</c>.</summary>
    public static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary><c>yyyy/MM/dd</c>.</summary>
    public static string SlashedDate(DateOnly day) => day.ToString("yyyy'/'MM'/'dd", CultureInfo.InvariantCulture);

    /// <summary>The day of a date or time as written by this class; <see langword="null"/> where it is none.</summary>
    public static DateOnly? DayOf(string? text) =>
        text is { Length: >= 10 }
        && DateOnly.TryParseExact(text.AsSpan(0, 10), ["yyyy-MM-dd", "yyyy'/'MM'/'dd"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    /// <summary><c>yyyy-MM-dd HH:mm:ss</c> of a time that already is Asia/Shanghai.</summary>
    public static string Time(DateTime local) => local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary><c>yyyy-MM-dd HH:mm:ss</c> in Asia/Shanghai, which has had no summer time since 1991.</summary>
    public static string Instant(DateTimeOffset instant) => Time(instant.ToOffset(ChinaStandardTime).DateTime);
}
