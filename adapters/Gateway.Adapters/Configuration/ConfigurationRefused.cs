namespace Gateway.Adapters.Configuration;

/// <summary>Somebody asked for the adapters of a configuration that was refused. The message is the whole report.</summary>
/// <param name="problems">All that is wrong.</param>
public sealed class ConfigurationRefused(IReadOnlyList<ConfigurationProblem> problems) : Exception(ConfigurationReport.Of(problems))
{
    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; } = problems;
}
