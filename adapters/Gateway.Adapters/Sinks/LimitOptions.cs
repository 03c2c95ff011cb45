using System.ComponentModel.DataAnnotations;

namespace Gateway.Adapters.Sinks;

/// <summary>Limits and pace of a target, as configured.</summary>
public sealed class LimitOptions : IValidatableObject
{
    /// <summary>Most rows in one batch.</summary>
    [Range(1, 10_000)]
    public int MaxRows { get; init; } = 100;

    /// <summary>Batches in flight at once, per gateway process. Default 4.</summary>
    [Range(1, 64)]
    public int Concurrency { get; init; } = 4;

    /// <summary>How often an outstanding receipt is asked for, at first. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan ReceiptInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After this a missing receipt parks the delivery. Default 3 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "60.00:00:00")]
    public TimeSpan ReceiptMaxAge { get; init; } = TimeSpan.FromDays(3);

    /// <summary>Working days after the day of the finding within which a result must be there by law; none where no law says so.</summary>
    [Range(1, 366)]
    public int? DueWorkingDays { get; init; }

    /// <summary>Most batches sent and receipts asked for in a minute, by all processes together; none where it is not set.</summary>
    [Range(1, 100_000)]
    public int? PerMinute { get; init; }

    /// <summary>The same for a day, Asia/Shanghai.</summary>
    [Range(1, 10_000_000)]
    public int? PerDay { get; init; }

    /// <summary>Maintenance: when nothing is sent or asked for. See <see cref="MaintenanceWindow.Parse"/>.</summary>
    public IReadOnlyList<string> Windows { get; init; } = [];

    /// <summary>As the pipeline takes it.</summary>
    public SinkLimits ToLimits() => new(
        MaxRows, Concurrency, ReceiptInterval, ReceiptMaxAge, DueWorkingDays,
        new PlatformPace(PerMinute, PerDay, [.. Windows.Select(MaintenanceWindow.Parse).OfType<MaintenanceWindow>()]));

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Windows.Where(x => MaintenanceWindow.Parse(x) is null)
            .Select(x => new ValidationResult($"“{x}”不是有效的维护时段，{MaintenanceWindow.Form}", [nameof(Windows)]));
}
