using Gateway.Contracts.CreditRecords;

namespace Gateway.Adapters.Sinks;

/// <summary>A penalty or licence on its way to a target.</summary>
/// <param name="Record">The stored version.</param>
/// <param name="PublicUntil">Last day of publication, computed when it was stored; <see langword="null"/>: none.</param>
/// <param name="Operation">Insert, correction or withdrawal.</param>
/// <param name="Erase">On a withdrawal: 删除 rather than 撤销, where the platform tells them apart.</param>
public sealed record RecordCopy<T>(T Record, DateOnly? PublicUntil, DeliveryOperation Operation, bool Erase = false)
    where T : class, ICreditRecord;

/// <summary>
/// A penalty or licence that may be published. It can only be made from one that carries no exemption; a withdrawal may always be made: it
/// publishes nothing.
/// </summary>
public sealed record PublishableRecord<T>
    where T : class, ICreditRecord
{
    private PublishableRecord(RecordCopy<T> copy) => Copy = copy;

    /// <summary>The record.</summary>
    public RecordCopy<T> Copy { get; }

    internal static PublishableRecord<T>? From(RecordCopy<T> copy) =>
        copy.Operation != DeliveryOperation.Withdraw && copy.Record.Exemption is not null ? null : new PublishableRecord<T>(copy);
}

/// <summary>The only door to <see cref="PublishableRecord{T}"/>.</summary>
public static class PublishableRecord
{
    /// <summary>Makes it, or <see langword="null"/> when the record is exempt from publication.</summary>
    public static PublishableRecord<T>? From<T>(RecordCopy<T> copy)
        where T : class, ICreditRecord => PublishableRecord<T>.From(copy);
}

/// <summary>A target that publishes penalties (<see cref="Penalty"/>) or licences (<see cref="Licence"/>).</summary>
public interface IRecordSink<T> : ISink
    where T : class, ICreditRecord
{
    /// <summary>Maps one record to the target's rows, or says why it can't.</summary>
    Mapping Map(PublishableRecord<T> record, BatchStamp stamp);
}
