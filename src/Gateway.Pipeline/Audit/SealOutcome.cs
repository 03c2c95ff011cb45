namespace Gateway.Pipeline.Audit;

/// <summary>What a round of sealing came to.</summary>
public abstract record SealOutcome
{
    private SealOutcome()
    {
    }

    /// <summary>All settled entries are sealed and, where a file is configured, anchored.</summary>
    public sealed record Sealed(int Seals, long Entries) : SealOutcome;

    /// <summary>Another process is at it.</summary>
    public sealed record Busy : SealOutcome;

    /// <summary>Database and anchor contradict each other, so that nothing may be put on top: <c>audit verify</c> says where.</summary>
    public sealed record Refused(string Reason) : SealOutcome;
}
