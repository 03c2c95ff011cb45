namespace Gateway.Pipeline.Normalise.Values;

/// <summary>What a check quantity text was.</summary>
public enum CheckQuantityVerdict
{
    /// <summary>Nothing was sent.</summary>
    Absent,

    /// <summary>All of number, ratio and frequency that it names were read.</summary>
    Parsed,

    /// <summary>It names several ratios or numbers for parts of the objects; the range spans them all. A finding.</summary>
    Several,

    /// <summary>It leaves the quantity to the circumstances: 根据实际情况确定.</summary>
    ByCircumstances,

    /// <summary>Nothing could be read, or a ratio above one. A finding; the text is kept.</summary>
    Unparsed,
}

/// <summary>A range, both ends included; null is open. An exact value has the same at both ends.</summary>
public readonly record struct QuantityRange(decimal? Least, decimal? Most)
{
    public static QuantityRange Exactly(decimal value) => new(value, value);

    /// <summary>The smallest range that holds both.</summary>
    public QuantityRange Span(QuantityRange other) => new(
        Least is { } a && other.Least is { } b ? Math.Min(a, b) : null,
        Most is { } c && other.Most is { } d ? Math.Max(c, d) : null);
}

/// <summary>The time in which a frequency counts.</summary>
public enum FrequencyPeriod
{
    Year,
    HalfYear,
    Quarter,
    Month,
    Week,
    Day,

    /// <summary>The whole of the plan: no period was named.</summary>
    Plan,
}

/// <summary>So many times in a period.</summary>
public readonly record struct CheckFrequency(QuantityRange Times, FrequencyPeriod Period);

/// <summary>检查数量（比例、频次） as read: how many objects, which share of them (a fraction, 0.1 = 10 %), how often; and the text itself.</summary>
public sealed record CheckQuantityReading(
    CheckQuantityVerdict Verdict, QuantityRange? Number, QuantityRange? Ratio, CheckFrequency? Frequency, string Raw);
