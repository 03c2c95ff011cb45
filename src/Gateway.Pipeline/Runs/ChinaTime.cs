namespace Gateway.Pipeline.Runs;

/// <summary>Asia/Shanghai: the time zone of every platform and of every deadline. China has no daylight saving time.</summary>
public static class ChinaTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The local time of an instant, without a zone, as platforms write it.</summary>
    public static DateTime Of(DateTimeOffset instant) => DateTime.SpecifyKind(instant.ToOffset(Offset).DateTime, DateTimeKind.Unspecified);

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Of(instant));
}
