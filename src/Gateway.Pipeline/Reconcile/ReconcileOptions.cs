using System.ComponentModel.DataAnnotations;

namespace Gateway.Pipeline.Reconcile;

/// <summary>How ledgers are compared, and what may be repaired without a person.</summary>
public sealed class ReconcileOptions
{
    public const string Section = "Gateway:Reconcile";

    /// <summary>How long before the reading of a ledger a record must have been settled to be compared: the platform's books follow its answers, and clocks differ.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Tolerance { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a day is read until it was read whole.</summary>
    [Range(1, 20)]
    public int ReadAttempts { get; set; } = 3;

    /// <summary>Between two attempts at a day.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ReadPause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After this a process that stopped renewing its lease has lost the run.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>More findings to repair than this, and more than <see cref="HoldShare"/> of what was compared: the ledger itself may be wrong, so a person decides.</summary>
    [Range(0, 1_000_000)]
    public int HoldCount { get; set; } = 20;

    /// <summary>Share of the rows compared, from 0 to 1.</summary>
    [Range(0, 1)]
    public double HoldShare { get; set; } = 0.05;

    /// <summary>How many days before today a night compares.</summary>
    [Range(1, 366)]
    public int NightlyDays { get; set; } = 7;

    /// <summary>In so many first nights of a month the whole month before is compared, until it is proved clean.</summary>
    [Range(0, 28)]
    public int MonthNights { get; set; } = 5;

    /// <summary>Whether a night repairs by rule what it finds; otherwise it only finds.</summary>
    public bool NightlyRepair { get; set; } = true;

    /// <summary>Records of one repairing transaction.</summary>
    [Range(1, 10_000)]
    public int RepairStep { get; set; } = 200;

    /// <summary>Records that the platform lost are sent again.</summary>
    public bool ResendMissing { get; set; } = true;

    /// <summary>Records that the platform holds with other content are corrected.</summary>
    public bool CorrectOther { get; set; } = true;

    /// <summary>Records that should be withdrawn and are in force are withdrawn again.</summary>
    public bool WithdrawAgain { get; set; } = true;

    /// <summary>Records that the platform withdrew by itself are shown again. Off: somebody there may have had a reason.</summary>
    public bool PublishAgain { get; set; }
}
