using System.ComponentModel.DataAnnotations;

namespace Gateway.Pipeline.Audit;

/// <summary><c>Gateway:Audit</c>.</summary>
public sealed class AuditOptions
{
    public const string Section = "Gateway:Audit";

    /// <summary>
    /// File outside the database to which every seal is appended; best on a disk or host that the database's administrator can't write.
    /// Without it, cutting off the newest seals can't be proven.
    /// </summary>
    public string? AnchorFile { get; set; }

    /// <summary>Most entries in one seal.</summary>
    [Range(1, 1_000_000)]
    public int EntriesPerSeal { get; set; } = 10_000;
}
