using System.ComponentModel.DataAnnotations;

namespace Gateway.Pipeline.Delivery.Gates;

/// <summary>When a platform is given up for a while, and how it is taken up again. The same for all processes.</summary>
public sealed class GateOptions
{
    /// <summary>
    /// Failures in a row after which nothing is sent but probes. It is also how many batches may be under way at one platform at once, in all
    /// processes together, less the failures so far: so a platform that dies gets exactly this many attempts, however many processes send.
    /// </summary>
    [Range(1, 256)]
    public int FailureThreshold { get; set; } = 8;

    /// <summary>
    /// Waits before the first, second … probe of a platform; the last is repeated. It bounds how long a withdrawal waits for a platform that
    /// lives again.
    /// </summary>
    [MinLength(1)]
    public IReadOnlyList<TimeSpan> ProbeDelays { get; set; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(5),
    ];

    /// <summary>
    /// The same for one area's target at a platform that others reach: it is ours, or the platform refuses this area. Every probe may cost a
    /// batch that a person has to look at, so they come more rarely.
    /// </summary>
    [MinLength(1)]
    public IReadOnlyList<TimeSpan> LaneProbeDelays { get; set; } =
        [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30)];

    /// <summary>Longest time for which a platform is left alone because its answer asked for it.</summary>
    public TimeSpan LongestRetryAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a batch waits before it asks again for room that others take up.</summary>
    public TimeSpan BusyWait { get; set; } = TimeSpan.FromMilliseconds(50);
}
