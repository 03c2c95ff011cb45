using System.ComponentModel.DataAnnotations;

namespace Gateway.Pipeline.Pull;

/// <summary>How reads are paced. Defaults fit one process on two cores.</summary>
public sealed class PullOptions
{
    public const string Section = "Gateway:Pull";

    /// <summary>Rows merged in one transaction: larger is hardly faster, holds more memory and loses more work when a process dies.</summary>
    [Range(100, 100_000)]
    public int StepRows { get; set; } = 5_000;

    /// <summary>Pages read ahead of the merge: back-pressure, and the bound on memory.</summary>
    [Range(1, 100)]
    public int PagesAhead { get; set; } = 6;

    /// <summary>After this a process that stopped renewing its lease has lost the feed.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a read is begun again because the set moved under it.</summary>
    [Range(0, 20)]
    public int Restarts { get; set; } = 3;

    /// <summary>How far a platform's clock may run before ours: an incremental read asks for this much of the future.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Feeds pulled at once by one process when all areas are asked for.</summary>
    [Range(1, 64)]
    public int Parallel { get; set; } = 2;
}
