using Gateway.Adapters.Files.Ready;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Files;

/// <summary>A file found whole, with where it lies.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="Whole">The verified copy.</param>
internal sealed record WholeFile(DropName Name, string Folder, Readiness.Whole Whole);

/// <summary>One read of a feed: what it took and what it found, until it is settled.</summary>
internal sealed class FileRead(FilePosition position)
{
    private readonly Dictionary<string, SourceFinding> _findings = [];

    public FilePosition Position { get; } = position;

    /// <summary>Files of which all pages were given, in order.</summary>
    public List<DropName> Taken { get; } = [];

    /// <summary>Files to be put away with those taken.</summary>
    public List<DropName> Superseded { get; } = [];

    /// <summary>Files that came too late.</summary>
    public List<DropName> TooLate { get; } = [];

    /// <summary><c>.ok</c> files whose file was put away before.</summary>
    public List<string> LeftOver { get; } = [];

    public void Find(string problem, string about, string message, bool late = false) =>
        _findings[problem] = _findings.TryGetValue(problem, out var first)
            ? first with { About = Joined(first.About, about) }
            : new SourceFinding(problem, about, message, late);

    /// <summary>The findings since the last call.</summary>
    public IReadOnlyList<SourceFinding> Findings()
    {
        SourceFinding[] findings = [.. _findings.Values];
        _findings.Clear();
        return findings;
    }

    private static string Joined(string names, string name) => names.Length > 300 ? names : $"{names}、{name}";
}
