namespace Gateway.Sandbox.Data;

/// <summary>What <c>POST /_sandbox/change</c> asks for; counts of records.</summary>
/// <param name="Late">Of the changed ones, how many get a time before changes that were already shown.</param>
/// <param name="Spoiled">Good records whose next version is bad, for the reasons in turn.</param>
/// <param name="Healed">Bad records whose next version is good.</param>
/// <param name="LateSeconds">How much too late the late ones are.</param>
internal sealed record ChangeOrder(
    string Area, string Feed, int New = 0, int Changed = 0, int Deleted = 0, int Late = 0, int Spoiled = 0, int Healed = 0, int LateSeconds = 60)
{
    /// <summary>Seconds since 1970; set when the order is taken, kept in the journal, so that a replay gives the same rows.</summary>
    public long At { get; init; }

    public int Total => New + Changed + Deleted + Late + Spoiled + Healed;
}

/// <summary>How a full read of a feed is made to shrink; the data themselves stay.</summary>
/// <param name="Mode"><c>percent</c>, <c>firstPage</c> (the total stays, later pages are empty), <c>duplicatePages</c> (each page twice), <c>none</c>.</param>
internal sealed record ShrinkOrder(string Area, string Feed, int KeepPercent = 100, string Mode = "percent");
