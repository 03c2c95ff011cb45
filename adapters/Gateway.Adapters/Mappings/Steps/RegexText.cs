using System.Text.RegularExpressions;

namespace Gateway.Adapters.Mappings.Steps;

/// <summary>Patterns of configuration, bounded in time: matched without backtracking where the pattern allows it, and never longer than a moment.</summary>
internal static class RegexText
{
    /// <summary>Most time for one match. Long enough for a loaded machine, short enough that a million rows are not held up for days unseen.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(250);

    /// <summary>The compiled pattern, or <see langword="null"/> when it is none.</summary>
    public static Regex? TryCompile(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Limit);
        }
        catch (NotSupportedException)
        {
            // Look-around and back-references need backtracking; the time limit bounds them.
            return new Regex(pattern, RegexOptions.CultureInvariant, Limit);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
