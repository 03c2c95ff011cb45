namespace Gateway.Pipeline.Normalise.Values;

/// <summary>What a period text was.</summary>
public enum PeriodVerdict
{
    /// <summary>Nothing was sent.</summary>
    Absent,

    /// <summary>Two days, both included.</summary>
    Period,

    /// <summary>Only the last day is named: 12月底前.</summary>
    Until,

    /// <summary>Text that could not be read, or an end before its beginning. A finding; the text is kept.</summary>
    Unparsed,
}

/// <summary>A period of days, both ends included.</summary>
public readonly record struct PeriodReading(PeriodVerdict Verdict, DateOnly? From, DateOnly? To)
{
    public static readonly PeriodReading Absent = new(PeriodVerdict.Absent, null, null);

    public static readonly PeriodReading Unparsed = new(PeriodVerdict.Unparsed, null, null);
}
