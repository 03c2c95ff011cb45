using Gateway.Adapters.Configuration;

namespace Gateway.Pipeline.Reload;

/// <summary>What came of a look at the files.</summary>
public abstract record ReloadOutcome
{
    private ReloadOutcome()
    {
    }

    public sealed record Nothing : ReloadOutcome;

    /// <summary>The files changed, but nothing that they say: comments, or a change that was undone.</summary>
    public sealed record Same : ReloadOutcome;

    public sealed record Taken(string Version, IReadOnlyList<SettingChange> Differences) : ReloadOutcome;

    /// <summary>The configuration in force stays.</summary>
    public sealed record Refused(IReadOnlyList<ConfigurationProblem> Problems) : ReloadOutcome;
}
