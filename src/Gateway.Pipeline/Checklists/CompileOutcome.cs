namespace Gateway.Pipeline.Checklists;

/// <summary>What became of a compile.</summary>
public abstract record CompileOutcome
{
    private CompileOutcome()
    {
    }

    /// <summary>A new version is stored and on its way.</summary>
    public sealed record NewVersion(string Area, int Version, int Items, int Disputes, int Added, int Removed, int Changed, int Issues) : CompileOutcome;

    /// <summary>The list is what it was.</summary>
    public sealed record Unchanged(string Area, int Version, int Items, int Disputes, int Issues) : CompileOutcome;

    /// <summary>The area has no county file.</summary>
    public sealed record UnknownArea(string Area) : CompileOutcome;
}
