using System.ComponentModel.DataAnnotations;

namespace Gateway.Pipeline.Retention;

/// <summary>How many days what is kept. The audit log, results, checklists and deliveries are never removed.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Gateway:Retention";

    /// <summary>Pages as received; what a replay would read stays however old it is.</summary>
    [Range(30, 3660)]
    public int LandedDays { get; set; } = 400;

    /// <summary>Quarantined rows, from the day on which they were settled; an open one stays.</summary>
    [Range(30, 3660)]
    public int QuarantineDays { get; set; } = 400;

    /// <summary>Answers by Idempotency-Key: the time within which a sender may repeat a request.</summary>
    [Range(1, 366)]
    public int AnswerDays { get; set; } = 7;
}
