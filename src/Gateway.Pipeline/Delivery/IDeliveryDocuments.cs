using Gateway.Adapters.Sinks;
using Npgsql;

namespace Gateway.Pipeline.Delivery;

/// <summary>Where the documents of one kind come from when their batch is formed.</summary>
public interface IDeliveryDocuments
{
    /// <summary>One of <see cref="DeliveryKinds"/>.</summary>
    string Kind { get; }

    /// <summary>Loads the claimed documents, in order, in the claiming transaction: whether one may be published is read there.</summary>
    Task<IReadOnlyList<IDeliverable>> LoadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, DeliveryOperation operation,
        IReadOnlyList<ClaimedDelivery> claimed, CancellationToken cancellationToken);
}

/// <summary>A loaded document, ready to be mapped.</summary>
public interface IDeliverable
{
    MappedDocument Map(ISink sink, BatchStamp stamp);
}
