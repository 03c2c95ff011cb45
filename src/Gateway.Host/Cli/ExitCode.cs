namespace Gateway.Host.Cli;

/// <summary>What the process says at its end.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The work failed.</summary>
    public const int Failed = 1;

    /// <summary>Wrong use, or wrong configuration.</summary>
    public const int Wrong = 2;
}
