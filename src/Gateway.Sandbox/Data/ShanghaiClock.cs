using System.Globalization;

namespace Gateway.Sandbox.Data;

/// <summary>Asia/Shanghai is UTC+8 without daylight saving in all the years served here.</summary>
internal static class ShanghaiClock
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static string Text(long unixSeconds) =>
        DateTimeOffset.FromUnixTimeSeconds(unixSeconds).ToOffset(Offset).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Batch(long unixSeconds) =>
        DateTimeOffset.FromUnixTimeSeconds(unixSeconds).ToOffset(Offset).ToString("yyyyMMdd", CultureInfo.InvariantCulture) + "00001";

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    public static DateTimeOffset Local(DateTimeOffset instant) => instant.ToOffset(Offset);

    /// <summary>Seconds since 1970 of <c>yyyy-MM-dd HH:mm:ss</c>; null where the text is no such time.</summary>
    public static long? Parse(string? text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? new DateTimeOffset(local, Offset).ToUnixTimeSeconds()
            : null;
}
