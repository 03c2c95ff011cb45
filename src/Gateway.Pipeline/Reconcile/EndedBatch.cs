using Gateway.Pipeline.Delivery;

namespace Gateway.Pipeline.Reconcile;

/// <summary>A batch whose rows are not booked as it stands now.</summary>
/// <param name="RowDays">Where the platform sets the days of its ledger: what its receipt said, row by row.</param>
internal sealed record EndedBatch(
    HeldBatch Batch, string State, DateTimeOffset EndedAt, IReadOnlyList<DateOnly?>? RowDays, IReadOnlyDictionary<long, BatchedDelivery> Deliveries);
