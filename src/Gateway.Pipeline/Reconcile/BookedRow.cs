namespace Gateway.Pipeline.Reconcile;

/// <summary>States of a booked row: names stored in the database.</summary>
internal static class RowStates
{
    public const string InForce = "in_force";
    public const string Withdrawn = "withdrawn";

    /// <summary>Refused or parked: never known to be there, and known not to be a stranger's.</summary>
    public const string Unsure = "unsure";
}

/// <summary>A row of a batch as it was judged.</summary>
/// <param name="DayFirst">The ledger files it at this day at the earliest, at <paramref name="Day"/> at the latest.</param>
internal sealed record BookedRow(
    string WireId, string DocId, int Version, long DeliveryId, string State, byte[]? Digest, DateOnly? DayFirst, DateOnly? Day, DateTimeOffset SettledAt);

/// <summary>A delivery as its batch left it.</summary>
/// <param name="EndedHere">This batch ended it; a later one may have, or it may be open again.</param>
internal sealed record BatchedDelivery(long DeliveryId, string DocId, int Version, string State, bool EndedHere);
