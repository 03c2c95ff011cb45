using System.ComponentModel.DataAnnotations;

namespace Gateway.Pipeline.Scheduling;

/// <summary>How many jobs run at once in this process, and how often it looks for new ones.</summary>
public sealed class SchedulingOptions
{
    public const string Section = "Gateway:Scheduling";

    /// <summary>Off in a process that only serves requests; another one does the work.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Bulk work (pulls) at once.</summary>
    [Range(1, 64)]
    public int BulkWorkers { get; set; } = 2;

    /// <summary>Everything else at once: never waits behind a pull.</summary>
    [Range(1, 64)]
    public int UrgentWorkers { get; set; } = 2;

    /// <summary>How often workers look for jobs: shorter starts a triggered job sooner, and costs idle statements (P8).</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>A job whose process shows no life for this long is given to another.</summary>
    public TimeSpan Invisibility { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Connections of the scheduler's own pool.</summary>
    [Range(4, 100)]
    public int Connections { get; set; } = 12;
}
