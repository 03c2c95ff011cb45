namespace Gateway.Pipeline.Delivery;

/// <summary>Where a batch goes after an attempt.</summary>
public abstract record BatchNext
{
    private BatchNext()
    {
    }

    /// <summary>All members have their end.</summary>
    /// <param name="RowDays">Where the platform sets the days of its ledger: what it said for each row.</param>
    public sealed record Done(IReadOnlyList<DeliveryVerdict> Verdicts, IReadOnlyList<DateOnly?>? RowDays = null) : BatchNext;

    /// <summary>The platform has it; its verdict comes later.</summary>
    public sealed record AwaitReceipt(DateTimeOffset ReceivedAt, DateTimeOffset DueAt) : BatchNext;

    /// <summary>To be sent again.</summary>
    public sealed record Again(DateTimeOffset DueAt, bool AnswerLost) : BatchNext;

    /// <summary>Ours: a person has to look.</summary>
    /// <param name="AnswerLost">Whether the platform may have taken this attempt nevertheless.</param>
    public sealed record Parked(string Code, string Message, bool AnswerLost = false) : BatchNext;

    /// <summary>The platform refused the whole: its members go out again in two halves.</summary>
    public sealed record Split : BatchNext;

    /// <summary>Not sent again: a member was taken back meanwhile. The others go out in a new batch.</summary>
    /// <param name="AnswerLost">Whether the platform may have taken an earlier attempt: then what is taken back has to be withdrawn there.</param>
    public sealed record Reform(bool AnswerLost) : BatchNext;
}

/// <summary>One attempt and what follows from it: recorded in one transaction.</summary>
/// <param name="Step">push, probe or receipt.</param>
/// <param name="Outcome">answered, received, refused, not_known, transient, permanent or unexpected.</param>
public sealed record AttemptRecord(
    HeldBatch Batch, string Step, DateTimeOffset At, TimeSpan Duration, string Outcome, string? Code, string? Message, VerdictCounts? Counts,
    byte[]? VerdictHash, BatchNext Next)
{
    /// <summary>How long the platform asked to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether it is one of the attempts that the batch has: asking for a receipt and probing before the time are not.</summary>
    public bool Spends => !Batch.Early && (Step != Receipt || Outcome == "not_known");

    public const string Push = "push";
    public const string Probe = "probe";
    public const string Receipt = "receipt";
}
