using System.ComponentModel.DataAnnotations;
using Gateway.Pipeline.Delivery.Gates;
using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Delivery;

/// <summary>How deliveries are worked through.</summary>
public sealed class DeliveryOptions
{
    public const string Section = "Gateway:Delivery";

    /// <summary>How long a batch belongs to a process that shows no life. A dead one's batches are taken over after it.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a living process renews; well below <see cref="Lease"/>.</summary>
    public TimeSpan RenewEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Sweep interval while work is pending.</summary>
    public TimeSpan BusySweep { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Sweep interval while nothing is pending; a nudge cuts it short.</summary>
    public TimeSpan IdleSweep { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Most deliveries claimed in one transaction; they become one batch or several.</summary>
    [Range(1, 5000)]
    public int ClaimSize { get; set; } = 500;

    /// <summary>
    /// Waits after the first, second … failed attempt of a batch; after the last it is parked. The only owner of retries from seconds to
    /// days: the transport repeats within seconds, nothing else repeats at all.
    /// </summary>
    public IReadOnlyList<TimeSpan> RetryDelays { get; set; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(24),
    ];

    /// <summary>Share by which a wait is lengthened at random, so that batches that failed together do not come back together.</summary>
    [Range(0, 1)]
    public double Jitter { get; set; } = 0.2;

    /// <summary>Longest interval between two requests for one receipt.</summary>
    public TimeSpan LongestReceiptInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>When a platform is given up for a while.</summary>
    [ValidateObjectMembers]
    public GateOptions Gate { get; set; } = new();

    /// <summary>How far ahead a drain waits for retries and receipts to fall due.</summary>
    public TimeSpan DrainHorizon { get; set; } = TimeSpan.FromMinutes(2);
}
