namespace Gateway.Pipeline.Runs;

/// <summary>The counts of a run; law 5's two equations are asked of them.</summary>
public sealed record RunCounters
{
    public long Fetched { get; set; }
    public long New { get; set; }
    public long Changed { get; set; }
    public long Unchanged { get; set; }
    public long DeletedByRow { get; set; }
    public long DeletedByAbsence { get; set; }
    public long Quarantined { get; set; }
    public long Repeated { get; set; }
    public long Before { get; set; }
    public long After { get; set; }

    /// <summary>Every row fetched went somewhere, and what is stored is what went in less what went out.</summary>
    public bool Balanced =>
        Fetched == New + Changed + Unchanged + DeletedByRow + Quarantined + Repeated
        && Before + New - DeletedByRow - DeletedByAbsence == After;
}
