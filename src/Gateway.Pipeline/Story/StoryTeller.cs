using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Delivery;

namespace Gateway.Pipeline.Story;

/// <summary>An event as told, with its entries still to be proven.</summary>
internal sealed record ToldEvent(
    DateTimeOffset At, string What, int? Version, string? Target, string Text, IReadOnlyList<StoryEntry> Entries, IReadOnlyList<string> Problems);

/// <summary>
/// Tells what happened, and holds the tables against the audit entries: whoever changes a table can't change what was audited of it. Pure.
/// </summary>
internal static class StoryTeller
{
    private const string Superseded = "superseded";

    /// <returns>In order of time; what happened at once, in order of cause.</returns>
    public static IReadOnlyList<ToldEvent> Tell(StoryFacts facts) =>
    [
        .. facts.Versions.Select(x => Intake(facts, x))
            .Concat(facts.OfResult.Select(Decision))
            .Concat(facts.Deliveries.Select(x => Routing(facts, x)))
            .Concat(facts.Batches.SelectMany(x => BatchTeller.Tell(facts, x)))
            .Concat(facts.LeftOut.SelectMany(x => LeftOut(facts, x)))
            .Concat(facts.Deliveries.Where(x => x.EndedAt is not null && !DecidedAtOnce(x)).Select(x => Ending(facts, x)))
            .OrderBy(x => x.At),
    ];

    private static ToldEvent Intake(StoryFacts facts, VersionFact version)
    {
        var entries = facts.Intakes[version.Version].ToList();
        var hash = Convert.ToHexStringLower(version.ContentHash);
        var audited = entries.Select(x => x.ItemOf("items", $"{facts.ResultId}#{version.Version}:")).ToList();
        string[] problems = audited switch
        {
            [] => ["没有对应的入库审计条目"],
            [var only] when only == hash => [],
            [var other] => [$"内容摘要与审计条目不一致，审计条目记为 {other}"],
            _ => [$"同一版本有 {audited.Count} 条入库审计条目"],
        };
        var exempt = version.ExemptGround is null ? "" : $"，附不予公示审批（{version.ExemptGround}）";
        return new ToldEvent(
            version.StoredAt, AuditKinds.Label(AuditKinds.Stored(facts.Table.Kind)), version.Version, null,
            $"来源：{StoryWords.Source(version.Source)}，{StoryWords.Day(facts.Table)} {version.CheckedOn:yyyy-MM-dd}，{StoryWords.Organ(facts.Table)} {version.LeadDeptCode}{exempt}，内容摘要 SHA-256 {hash}",
            entries, problems);
    }

    private static ToldEvent Routing(StoryFacts facts, DeliveryFact delivery)
    {
        var text = DecidedAtOnce(delivery)
            ? $"不推送{StoryWords.Reason(delivery.Code, delivery.Reason)}"
            : $"列入推送（{StoryWords.Operation(delivery.Operation)}）";
        return new ToldEvent(delivery.CreatedAt, "路由", delivery.Version, delivery.Target, text, facts.PlacedBy(delivery), []);
    }

    private static ToldEvent Decision(StoryEntry entry) => new(
        entry.At, AuditKinds.Label(entry.Kind), entry.VersionOfSubject(), null, StoryWords.Detail(entry), [entry], []);

    private static IEnumerable<ToldEvent> LeftOut(StoryFacts facts, StoryEntry entry)
    {
        var target = entry.Text("target");
        foreach (var version in facts.Versions.Select(x => x.Version))
        {
            if (entry.ItemOf("leftOut", $"{facts.ResultId}#{version}:") is { } code)
            {
                var reason = facts.Deliveries.FirstOrDefault(x => x.Target == target && x.Version == version && x.Code == code)?.Reason;
                yield return new ToldEvent(
                    entry.At, AuditKinds.Label(AuditKinds.DeliveriesLeftOut), version, target, $"组批时未列入{StoryWords.Reason(code, reason)}", [entry], []);
            }
        }
    }

    /// <summary>What intake decides not to send has its end at the instant of its beginning; what was replaced was to be sent once.</summary>
    private static bool DecidedAtOnce(DeliveryFact delivery) =>
        delivery is { State: DeliveryStates.NotRouted, BatchId: null } && delivery.EndedAt == delivery.CreatedAt && delivery.Code != Superseded;

    private static ToldEvent Ending(StoryFacts facts, DeliveryFact delivery)
    {
        var text = StoryWords.State(delivery.State) + StoryWords.Reason(delivery.Code, delivery.Reason);
        var (entries, problems) = Grounds(facts, delivery);
        return new ToldEvent(delivery.EndedAt ?? delivery.CreatedAt, "结论", delivery.Version, delivery.Target, text, entries, problems);
    }

    private static (IReadOnlyList<StoryEntry> Entries, IReadOnlyList<string> Problems) Grounds(StoryFacts facts, DeliveryFact delivery)
    {
        if (delivery is { State: DeliveryStates.NotRouted, Code: Superseded })
        {
            var replacing = facts.ReplacedBy(delivery);
            return (replacing, replacing.Count == 0 ? ["没有取代它的审计条目"] : []);
        }

        if (delivery.BatchId is { } batch)
        {
            return BatchTeller.Grounds(facts, batch, delivery);
        }

        var leftOut = facts.LeftOut.LastOrDefault(x =>
            x.Text("target") == delivery.Target && x.ItemOf("leftOut", $"{facts.ResultId}#{delivery.Version}:") == (delivery.Code ?? ""));
        return leftOut is not null ? ([leftOut], [])
            : ([], delivery.State == DeliveryStates.NotRouted ? [] : ["没有得出这一结论的审计条目"]);
    }
}
