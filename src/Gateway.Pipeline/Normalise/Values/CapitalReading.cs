namespace Gateway.Pipeline.Normalise.Values;

/// <summary>What a capital text was.</summary>
public enum CapitalVerdict
{
    /// <summary>Nothing, or a word for nothing (N/A, 无).</summary>
    Absent,

    /// <summary>An amount with its unit and currency.</summary>
    Amount,

    /// <summary>A bare number, taken as it stands: the sender did not say whether it means 元 or 万元. A finding.</summary>
    UnitUnknown,

    /// <summary>Text that could not be read. A finding; the text is kept.</summary>
    Unparsed,
}

/// <summary>Registered capital: the amount in the main unit of its currency (元, not 万元), and the currency as in ISO 4217.</summary>
public readonly record struct CapitalReading(CapitalVerdict Verdict, decimal? Amount, string? Currency);
