namespace Gateway.Pipeline.Normalise.Values;

/// <summary>A date as read: the day is there only for <see cref="DateVerdict.Date"/>. Days and times are those of China (UTC+8).</summary>
public readonly record struct DateReading(DateVerdict Verdict, DateOnly? Date, TimeOnly? Time = null)
{
    public static readonly DateReading Absent = new(DateVerdict.Absent, null);

    public static readonly DateReading OpenEnd = new(DateVerdict.OpenEnd, null);

    public static readonly DateReading Invalid = new(DateVerdict.Invalid, null);

    /// <summary>Day and time of day (midnight where none was sent), without an offset: China's clock.</summary>
    public DateTime? Moment => Date?.ToDateTime(Time ?? TimeOnly.MinValue);
}
