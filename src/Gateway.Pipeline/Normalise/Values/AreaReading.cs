namespace Gateway.Pipeline.Normalise.Values;

/// <summary>How a row's area was found.</summary>
public enum AreaVerdict
{
    /// <summary>The row's code is that of the feed's area.</summary>
    Exact,

    /// <summary>An older code, a sub-area's code, or the code of a town: repaired. A finding.</summary>
    Alias,

    /// <summary>The code says nothing known; the address names the area: repaired. A finding.</summary>
    ByAddress,

    /// <summary>Neither says: quarantine, area_unresolved.</summary>
    Unresolved,
}

/// <summary>The row's own area (six digits; null where unresolved), which can differ from the area whose feed it came in.</summary>
public readonly record struct AreaReading(AreaVerdict Verdict, string? Area)
{
    public static readonly AreaReading Unresolved = new(AreaVerdict.Unresolved, null);
}
