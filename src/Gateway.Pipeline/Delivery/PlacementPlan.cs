using Gateway.Adapters.Sinks;

namespace Gateway.Pipeline.Delivery;

/// <summary>A version of a document that should reach a target, or, with a reason, should not.</summary>
/// <param name="Withdraw">Asked for outright: the record is to be taken back.</param>
public sealed record WantedDelivery(
    string Target, string DocId, int Version, string? NotRoutedCode = null, string? NotRoutedReason = null, bool Withdraw = false);

/// <summary>An earlier delivery of the same document to the same target.</summary>
/// <param name="Unsent">It was taken off the queue just now.</param>
/// <param name="Held">The platform has it, or may have it.</param>
public sealed record EarlierDelivery(
    long DeliveryId, string Target, string DocId, int Version, string Operation, string State, bool Blocked, bool Unsent, bool Held);

/// <summary>What a delivery is stored as.</summary>
public sealed record PlacedDelivery(WantedDelivery Wanted, DeliveryOperation Operation, string State, bool Blocked, string? ReasonCode, string? Reason);

/// <summary>
/// Places a version behind the earlier ones of its document at a target: it replaces what was not sent, waits for what is in flight, and
/// follows what was served as a correction. What may no longer be there is withdrawn. Pure.
/// </summary>
public static class PlacementPlan
{
    public static PlacedDelivery Place(WantedDelivery wanted, IReadOnlyList<EarlierDelivery> earlier)
    {
        var inFlight = earlier.Any(IsInFlight);
        var live = IsLive(earlier);
        if (wanted.NotRoutedCode is not null || wanted.Withdraw)
        {
            // A record that was served, or may be by what is in flight, has to come back out.
            return live || inFlight
                ? Queued(DeliveryOperation.Withdraw)
                : new PlacedDelivery(
                    wanted, DeliveryOperation.Insert, DeliveryStates.NotRouted, false, wanted.NotRoutedCode ?? "never_served",
                    wanted.NotRoutedReason ?? "该平台没有可撤回的记录");
        }

        return Queued(live ? DeliveryOperation.Correct : DeliveryOperation.Insert);

        PlacedDelivery Queued(DeliveryOperation operation) =>
            new(wanted, operation, DeliveryStates.Queued, inFlight, wanted.NotRoutedCode, wanted.NotRoutedReason);
    }

    /// <summary>Earlier ones that end because the new version replaces them.</summary>
    public static IEnumerable<long> Superseded(IReadOnlyList<EarlierDelivery> earlier) =>
        earlier.Where(x => x.Unsent || x.Blocked || x.State == DeliveryStates.Parked).Select(x => x.DeliveryId);

    private static bool IsInFlight(EarlierDelivery delivery) =>
        delivery.State is DeliveryStates.Queued or DeliveryStates.Sent && delivery is { Unsent: false, Blocked: false };

    private static bool IsLive(IReadOnlyList<EarlierDelivery> earlier)
    {
        var last = earlier.Where(x => x.Held || x.State == DeliveryStates.Withdrawn).MaxBy(x => x.DeliveryId);
        return last is { Held: true };
    }
}
