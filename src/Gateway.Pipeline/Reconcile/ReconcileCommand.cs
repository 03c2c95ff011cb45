namespace Gateway.Pipeline.Reconcile;

/// <summary>What to compare: one target's ledger of an area, days inclusive as the target's ledger means them.</summary>
/// <param name="Repair">Whether findings are repaired by rule; otherwise they are only found.</param>
/// <param name="AcceptMany">A person has asked the platform: so many findings are right.</param>
/// <param name="UnlessSince">Not needed where these days were compared since then.</param>
public sealed record ReconcileCommand(
    string Area, string Target, DateOnly From, DateOnly To, string Origin, bool Repair, bool AcceptMany = false, DateTimeOffset? UnlessSince = null);

/// <summary>Where runs come from: names stored in the database.</summary>
public static class ReconcileOrigins
{
    public const string Manual = "manual";
    public const string Nightly = "nightly";
    public const string Month = "month";
}

/// <summary>How a comparison ended.</summary>
public abstract record ReconcileOutcome
{
    private ReconcileOutcome()
    {
    }

    /// <summary>Compared; findings, if any, are stored, and repairs on their way.</summary>
    public sealed record Completed(long RunId, ReconcileCounts Counts, int Queued) : ReconcileOutcome;

    /// <summary>Too much differs to be believed: nothing was repaired.</summary>
    public sealed record Held(long RunId, ReconcileCounts Counts, string Message) : ReconcileOutcome;

    /// <summary>The ledger could not be read whole: nothing was compared.</summary>
    public sealed record Failed(long? RunId, string Code, string Message) : ReconcileOutcome;

    /// <summary>Another process is at it.</summary>
    public sealed record Busy : ReconcileOutcome;

    /// <summary>It was compared already.</summary>
    public sealed record NotNeeded : ReconcileOutcome;

    /// <summary>The area has no such target, or the target has no ledger.</summary>
    public sealed record NoLedger : ReconcileOutcome;
}

/// <summary>What a comparison counted.</summary>
/// <param name="Theirs">Entries of the ledger that are the area's.</param>
/// <param name="Others">Entries that are not.</param>
/// <param name="Ours">Rows that should be in force, compared.</param>
/// <param name="Moved">Changed while comparing: left for the next run.</param>
/// <param name="Unhashed">Compared by state alone, since their digest is not known.</param>
public sealed record ReconcileCounts(
    long Theirs, long Others, long Ours, long Matched, long Moved, long Unhashed, long MissingThere, long UnknownHere, long OtherContent,
    long ShouldBeWithdrawn, long ShouldBePublished, string OursSha256, string TheirsSha256)
{
    public long Findings => MissingThere + UnknownHere + OtherContent + ShouldBeWithdrawn + ShouldBePublished;

    /// <summary>Everything was compared and is the same on both sides: two equal hashes say so.</summary>
    public bool Clean => Findings == 0 && Moved == 0 && Unhashed == 0 && OursSha256 == TheirsSha256;
}
