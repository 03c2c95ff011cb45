using System.Globalization;

namespace Gateway.Pipeline.Reload;

/// <summary>How this process is called among those that share the database.</summary>
public sealed record ProcessName(string Value)
{
    public static ProcessName Own { get; } =
        new(string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}:{Environment.ProcessId}"));
}
