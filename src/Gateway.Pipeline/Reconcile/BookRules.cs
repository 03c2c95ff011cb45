using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Reconcile;

/// <summary>What an ended batch means for what the platform's ledger should show. Pure.</summary>
internal static class BookRules
{
    /// <summary>How long before its batch an item may have been published, where the receipt called it published already.</summary>
    private const int EarlierDays = 31;

    /// <param name="rows">What the ledger should show for the batch's rows, were they taken.</param>
    public static IEnumerable<BookedRow> Of(EndedBatch ended, IReadOnlyList<LedgerRow> rows)
    {
        var (push, place) = (ended.Batch.Push, 0);
        foreach (var member in ended.Batch.Members)
        {
            var delivery = ended.Deliveries.GetValueOrDefault(member.DeliveryId);
            for (var last = place + member.Rows; place < last; place++)
            {
                if (delivery is { EndedHere: true })
                {
                    // Rows that the adapter can't read back (its columns were renamed since) are booked with their state alone.
                    var row = place < rows.Count && rows[place].WireId == push.WireIds[place] ? rows[place] : null;
                    yield return Row(ended, delivery, push.WireIds[place], row, ended.RowDays?.ElementAtOrDefault(place));
                }
            }
        }
    }

    /// <summary>
    /// One row an identity: the newest placement that is sure, or else the newest. A withdrawal by id keeps what is known of what it took back.
    /// </summary>
    public static IReadOnlyList<BookedRow> Newest(IEnumerable<BookedRow> rows) =>
    [
        .. rows.GroupBy(x => x.WireId).Select(x => x.OrderBy(y => y.State != RowStates.Unsure).ThenBy(y => y.DeliveryId).Aggregate((older, newer) =>
            newer with { Digest = newer.Digest ?? older.Digest, DayFirst = newer.DayFirst ?? older.DayFirst, Day = newer.Day ?? older.Day })),
    ];

    private static BookedRow Row(EndedBatch ended, BatchedDelivery delivery, string wireId, LedgerRow? row, DateOnly? published)
    {
        var operation = ended.Batch.Push.Operation;
        var state = delivery.State switch
        {
            DeliveryStates.Accepted or DeliveryStates.Published when row is { State: LedgerState.Withdrawn } => RowStates.Withdrawn,
            DeliveryStates.Accepted or DeliveryStates.Published => RowStates.InForce,
            DeliveryStates.Withdrawn => RowStates.Withdrawn,
            _ => RowStates.Unsure,
        };
        var (first, last) = row switch
        {
            { Day: { } day } => (day, day),
            _ when operation == DeliveryOperation.Withdraw || state == RowStates.Unsure => ((DateOnly?)null, (DateOnly?)null),
            _ when published is { } day => (day, day),
            // A receipt with days but none for this row: it was published by an earlier attempt, whose answer was lost.
            _ => (
                DateOnly.FromDateTime(ended.Batch.Push.Stamp.FormedAt).AddDays(ended.RowDays is null ? 0 : -EarlierDays),
                ChinaTime.DayOf(ended.EndedAt)),
        };
        return new BookedRow(
            wireId, delivery.DocId, delivery.Version, delivery.DeliveryId, state,
            row?.Digest is { } digest ? Convert.FromHexString(digest) : null, first, last, ended.EndedAt);
    }
}
