namespace Gateway.Adapters.Sinks;

/// <summary>What routing goes by, instead of a target's name.</summary>
/// <param name="Public">Publishes to society: never given an exempt result, nor one of a natural person.</param>
/// <param name="SubjectKinds">Kinds of subject taken (<c>01</c> …); empty means all.</param>
/// <param name="UsccPrefixes">USCC beginnings taken; empty means any USCC.</param>
/// <param name="NeedsUscc">Whether the subject must have a USCC (credential type 001).</param>
/// <param name="TakesExempt">Whether exempt results are shared with it, by rule of the area.</param>
/// <param name="AsynchronousReceipts">Whether the end of a delivery comes in a later receipt.</param>
public sealed record TargetTraits(
    bool Public, IReadOnlyCollection<string> SubjectKinds, IReadOnlyCollection<string> UsccPrefixes, bool NeedsUscc, bool TakesExempt,
    bool AsynchronousReceipts);

/// <summary>Limits and pace of a target, from its profile.</summary>
/// <param name="MaxRows">Most rows in one batch.</param>
/// <param name="Concurrency">Batches in flight at once, per gateway process.</param>
/// <param name="ReceiptInterval">How often an outstanding receipt is asked for, at first.</param>
/// <param name="ReceiptMaxAge">After this a missing receipt parks the delivery.</param>
/// <param name="DueWorkingDays">Working days (Asia/Shanghai, with 调休) after the day of the finding within which a result must be there, if any.</param>
/// <param name="Pace">Quotas and windows of the platform, if it has any.</param>
public sealed record SinkLimits(int MaxRows, int Concurrency, TimeSpan ReceiptInterval, TimeSpan ReceiptMaxAge, int? DueWorkingDays = null,
    PlatformPace? Pace = null);

/// <summary>What a delivery does to the peer's record.</summary>
public enum DeliveryOperation
{
    /// <summary>First version.</summary>
    Insert,

    /// <summary>A later version replaces an earlier one that was served.</summary>
    Correct,

    /// <summary>The record is withdrawn.</summary>
    Withdraw,
}

/// <summary>Number and time of a batch, set once when it is first formed.</summary>
/// <param name="BatchNo">yyyyMMdd and five digits at least, unique for the target.</param>
/// <param name="FormedAt">Asia/Shanghai.</param>
public sealed record BatchStamp(string BatchNo, DateTime FormedAt);

/// <summary>One row as the target takes it.</summary>
/// <param name="WireId">The row's identity at the target; the receipt names it.</param>
/// <param name="Json">The row's business bytes, UTF-8 JSON.</param>
public sealed record WireRow(string WireId, byte[] Json);

/// <summary>A batch on its way.</summary>
/// <param name="Stamp">Number and time.</param>
/// <param name="Operation">All members have the same operation.</param>
/// <param name="Payload">What <see cref="ISink.Compose"/> made, stored before the first send.</param>
/// <param name="WireIds">Identities of the rows in it, in order.</param>
public sealed record PushBatch(BatchStamp Stamp, DeliveryOperation Operation, ReadOnlyMemory<byte> Payload, IReadOnlyList<string> WireIds);

/// <summary>Result of mapping one record.</summary>
public abstract record Mapping
{
    private Mapping()
    {
    }

    /// <summary>The record's rows.</summary>
    public sealed record Mapped(IReadOnlyList<WireRow> Rows) : Mapping;

    /// <summary>The target can't be served: never a guess.</summary>
    /// <param name="Code">Stable code, for example <c>no_code</c>.</param>
    /// <param name="Reason">Chinese.</param>
    public sealed record Unmappable(string Code, string Reason) : Mapping;

    /// <summary>The catalogue does not know (yet) what the target needs; tried again after the next pull.</summary>
    /// <param name="Reason">Chinese, begins with 等待目录.</param>
    public sealed record WaitsForCatalogue(string Reason) : Mapping;
}
