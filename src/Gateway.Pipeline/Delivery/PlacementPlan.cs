using Gateway.Adapters.Sinks;

namespace Gateway.Pipeline.Delivery;

/// <summary>A version of a document that should reach a target, or, with a reason, should not.</summary>
/// <param name="Withdraw">Asked for outright: the record is to be taken back.</param>
/// <param name="Basis">What a withdrawal rests on.</param>
/// <param name="UnlessSo">Nothing new is to be shown, only whether it is shown changes: where that is so already, nothing is placed.</param>
/// <param name="HeldThere">What the platform's own books say: whether the record is in force there, whatever our deliveries say.</param>
public sealed record WantedDelivery(
    string Target, string DocId, int Version, string? NotRoutedCode = null, string? NotRoutedReason = null, bool Withdraw = false,
    string? Basis = null, bool UnlessSo = false, bool? HeldThere = null)
{
    /// <summary>The platform is to hold nothing of the document.</summary>
    public bool Absent => NotRoutedCode is not null || Withdraw;
}

/// <summary>An earlier delivery of the same document to the same target.</summary>
/// <param name="Unsent">It was taken off the queue just now.</param>
/// <param name="Held">The platform has it, or may have it.</param>
/// <param name="Occasion">How often its version was placed before with the same aim.</param>
public sealed record EarlierDelivery(
    long DeliveryId, string Target, string DocId, int Version, string Operation, string State, bool Blocked, bool Unsent, bool Held,
    int Occasion = 0);

/// <summary>What a delivery is stored as.</summary>
public sealed record PlacedDelivery(
    WantedDelivery Wanted, DeliveryOperation Operation, string State, bool Blocked, string? ReasonCode, string? Reason, int Occasion);

/// <summary>
/// Places a version behind the earlier ones of its document at a target: it replaces what was not sent, waits for what is in flight, and
/// follows what was served as a correction. What may no longer be there is withdrawn. Pure.
/// </summary>
public static class PlacementPlan
{
    public static PlacedDelivery Place(WantedDelivery wanted, IReadOnlyList<EarlierDelivery> earlier)
    {
        var inFlight = earlier.Any(IsInFlight);
        var live = wanted.HeldThere ?? IsLive(earlier);
        var occasion = earlier.Where(x => x.Version == wanted.Version).Select(x => x.Occasion + 1).DefaultIfEmpty().Max();
        if (wanted.Absent)
        {
            // A record that was served, or may be by what is in flight, has to come back out.
            return live || inFlight
                ? Queued(DeliveryOperation.Withdraw)
                : new PlacedDelivery(
                    wanted, DeliveryOperation.Insert, DeliveryStates.NotRouted, false, wanted.NotRoutedCode ?? "never_served",
                    wanted.NotRoutedReason ?? "该平台没有可撤回的记录", occasion);
        }

        return Queued(live ? DeliveryOperation.Correct : DeliveryOperation.Insert);

        PlacedDelivery Queued(DeliveryOperation operation) =>
            new(wanted, operation, DeliveryStates.Queued, inFlight, wanted.NotRoutedCode, wanted.NotRoutedReason, occasion);
    }

    /// <summary>Whether what is wanted is so already, or on its way: placing it again would only repeat it.</summary>
    public static bool IsSo(WantedDelivery wanted, IReadOnlyList<EarlierDelivery> earlier)
    {
        var newest = earlier.MaxBy(x => x.DeliveryId);
        if (wanted.Absent)
        {
            var goesOut = newest is { Operation: "d", Unsent: false, State: DeliveryStates.Queued or DeliveryStates.Sent };
            return goesOut || (!IsLive(earlier) && !earlier.Any(IsInFlight) && !Superseded(earlier).Any());
        }

        return newest is { Operation: not "d", Unsent: false, State: not DeliveryStates.NotRouted } && newest.Version == wanted.Version;
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
