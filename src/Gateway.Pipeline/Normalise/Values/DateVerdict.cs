namespace Gateway.Pipeline.Normalise.Values;

/// <summary>What a date text was.</summary>
public enum DateVerdict
{
    /// <summary>Nothing was sent.</summary>
    Absent,

    /// <summary>A day.</summary>
    Date,

    /// <summary>No end: 长期, or 2099/12/31 and 9999-12-31, which stand for it.</summary>
    OpenEnd,

    /// <summary>A text that is no date, a day that does not exist, or a year outside 1900–2999.</summary>
    Invalid,
}
