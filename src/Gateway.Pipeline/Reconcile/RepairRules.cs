using System.Globalization;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Delivery;

namespace Gateway.Pipeline.Reconcile;

/// <summary>A finding that a rule would repair.</summary>
internal sealed record OpenFinding(long Place, string Kind, string WireId, string DocKind, string DocId, int Version, long DeliveryId, string Repair);

/// <summary>What is known of a record in the transaction that would repair it, read after its locks.</summary>
/// <param name="DeliveryId">Its newest delivery at the target, whatever became of it.</param>
/// <param name="Operation">What that one was to do.</param>
/// <param name="Highest">The highest version of a result.</param>
/// <param name="Withdrawn">Its version was taken back.</param>
/// <param name="Reason">Why it was withdrawn, where it was.</param>
internal sealed record RepairFacts(
    string DocKind, string DocId, int Version, long DeliveryId, string Operation, string State, int? Highest, bool Withdrawn, bool Exempt, string? Reason,
    string? Basis);

/// <summary>How a record's findings go on.</summary>
internal abstract record RepairDecision
{
    private RepairDecision()
    {
    }

    internal sealed record Place(WantedDelivery Wanted) : RepairDecision;

    internal sealed record Skip(string Why) : RepairDecision;
}

/// <summary>
/// Whether a record is repaired, and how. Anything newer than what was compared leaves it alone, one that was refused too: an older version must
/// never go out after it. Pure.
/// </summary>
internal static class RepairRules
{
    /// <param name="target">The target compared.</param>
    /// <param name="findings">All of the record's findings: it may have several rows there.</param>
    /// <param name="facts">What stands now; <see langword="null"/> where the record is gone.</param>
    /// <param name="traits">The target's traits; <see langword="null"/> where the area pushes there no longer.</param>
    public static RepairDecision Decide(string target, IReadOnlyList<OpenFinding> findings, RepairFacts? facts, TargetTraits? traits) =>
        Obstacle(findings, facts, traits) is { } why || facts is null
            ? new RepairDecision.Skip(Obstacle(findings, facts, traits) ?? "没有推送记录")
            : new RepairDecision.Place(Wanted(target, findings[0], facts));

    private static WantedDelivery Wanted(string target, OpenFinding finding, RepairFacts facts) => finding.Repair switch
    {
        RepairKinds.Withdraw => new WantedDelivery(
            target, facts.DocId, facts.Version, NotRoutedReason: facts.Reason ?? "对账：平台仍在公示应已撤回的记录", Withdraw: true, Basis: facts.Basis,
            HeldThere: true),
        _ => new WantedDelivery(target, facts.DocId, facts.Version, HeldThere: finding.Repair == RepairKinds.Correct),
    };

    private static string? Obstacle(IReadOnlyList<OpenFinding> findings, RepairFacts? facts, TargetTraits? traits)
    {
        var first = findings[0];
        return facts switch
        {
            null => "没有推送记录",
            _ when traits is null => "该地区已不再向此平台推送",
            _ when findings.Any(x => x.Repair != first.Repair || x.Kind != first.Kind) => "同一文书的各行情况不一，需人工处理",
            _ when facts.DeliveryId > findings.Max(x => x.DeliveryId) => Newer(facts.State),
            _ when findings.Any(x => x.DeliveryId != facts.DeliveryId) && first.Repair == RepairKinds.Withdraw => "同一文书的其他行之后另有推送，不能整件撤回",
            { State: DeliveryStates.Withdrawn } when first.Repair == RepairKinds.Withdraw => null,
            _ when first.Repair == RepairKinds.Withdraw => "同一文书的其他行仍有效，不能整件撤回",
            { State: not (DeliveryStates.Accepted or DeliveryStates.Published) } => "状态已变化",
            _ when facts.Highest > facts.Version => string.Create(CultureInfo.InvariantCulture, $"已有更高版本 {facts.Highest}"),
            { Withdrawn: true } => "该版本已撤回",
            { Exempt: true } when traits.Public || !traits.TakesExempt => "经审批不予公示",
            _ => null,
        };
    }

    private static string Newer(string state) => state switch
    {
        DeliveryStates.Queued or DeliveryStates.Sent => "已有新的推送在途",
        DeliveryStates.Rejected or DeliveryStates.Parked => "之后的推送被驳回或停放，请在操作台处理",
        _ => "之后已有新的推送",
    };
}
