using System.Globalization;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Delivery;

namespace Gateway.Pipeline.Story;

/// <summary>Tells of a batch that held the result: how it was formed, each attempt, and what its last one says of a delivery. Pure.</summary>
internal static class BatchTeller
{
    public static IEnumerable<ToldEvent> Tell(StoryFacts facts, BatchFact batch)
    {
        var version = facts.Deliveries.Where(x => batch.Deliveries.Contains(x.DeliveryId)).Select(x => (int?)x.Version).FirstOrDefault();
        yield return Formed(facts, batch, version);
        var attempts = facts.Attempts[batch.BatchId].ToList();
        var entries = OfAttempts(facts, batch.BatchId);
        for (var i = 0; i < Math.Max(attempts.Count, entries.Count); i++)
        {
            yield return Attempt(batch, version, attempts.ElementAtOrDefault(i), entries.ElementAtOrDefault(i));
        }
    }

    /// <summary>The entry that ended the batch, and whether it says of the delivery what the table says.</summary>
    public static (IReadOnlyList<StoryEntry> Entries, IReadOnlyList<string> Problems) Grounds(StoryFacts facts, long batch, DeliveryFact delivery)
    {
        if (OfAttempts(facts, batch).LastOrDefault() is not { } last)
        {
            return ([], ["没有得出这一结论的审计条目"]);
        }

        var agrees = last.Text("next") switch
        {
            nameof(BatchNext.Parked) => delivery.State == DeliveryStates.Parked && delivery.Code == last.Text("code"),
            // The usual end of all is said by the counts; the others are named.
            nameof(BatchNext.Done) => last.ItemOf("others", string.Create(CultureInfo.InvariantCulture, $"{delivery.DeliveryId}:"))
                == (delivery.Code is null ? null : $"{delivery.State}:{delivery.Code}") && (delivery.Code is not null || Counted(last, delivery)),
            _ => false,
        };
        return ([last], agrees ? [] : ["与审计条目不一致"]);
    }

    private static ToldEvent Formed(StoryFacts facts, BatchFact batch, int? version)
    {
        var entries = facts.OfBatches[StoryEntryStore.SubjectOf(batch.BatchId)].Where(x => x.Kind == AuditKinds.BatchFormed).ToList();
        var payload = Convert.ToHexStringLower(batch.PayloadHash);
        string[] problems = entries switch
        {
            [] => ["没有对应的组批审计条目"],
            [var only] when Agrees(only) => [],
            [_] => ["与审计条目不一致"],
            _ => [$"同一批次有 {entries.Count} 条组批审计条目"],
        };
        return new ToldEvent(
            batch.FormedAt, AuditKinds.Label(AuditKinds.BatchFormed), version, batch.Target,
            $"批次 {batch.BatchNo}（{StoryWords.Operation(batch.Operation)}，共 {batch.Members} 项），本结果的记录 {string.Join("、", batch.WireIds)}，批次内容摘要 SHA-256 {payload}",
            entries, problems);

        bool Agrees(StoryEntry entry) =>
            entry.Text("payload") == payload && entry.Text("batchNo") == batch.BatchNo && entry.Text("target") == batch.Target
            && entry.Text("operation") == batch.Operation
            && batch.WireIds.All(x => entry.Holds("items", x + ":"));
    }

    private static ToldEvent Attempt(BatchFact batch, int? version, AttemptFact? attempt, StoryEntry? entry)
    {
        var at = attempt?.At ?? entry?.At ?? batch.FormedAt;
        var step = attempt?.Step ?? entry?.Text("step") ?? "";
        var outcome = attempt?.Outcome ?? entry?.Text("outcome") ?? "";
        var text = $"批次 {batch.BatchNo}：{StoryWords.Outcome(outcome)}{StoryWords.Reason(attempt?.Code ?? entry?.Text("code"), attempt?.Message)}"
            + $"；随后{StoryWords.Next(entry?.Text("next"))}"
            + (attempt is null ? "" : string.Create(CultureInfo.InvariantCulture, $"（用时 {attempt.DurationMs} 毫秒）"));
        string[] problems = (attempt, entry) switch
        {
            (_, null) => ["没有对应的审计条目"],
            (null, _) => ["审计条目没有对应的尝试记录，该记录已被删除"],
            _ when entry.Text("step") == attempt.Step && entry.Text("outcome") == attempt.Outcome && entry.Text("code") == attempt.Code => [],
            _ => ["与审计条目不一致"],
        };
        return new ToldEvent(at, StoryWords.Step(step), version, batch.Target, text, entry is null ? [] : [entry], problems);
    }

    private static List<StoryEntry> OfAttempts(StoryFacts facts, long batch) =>
        [.. facts.OfBatches[StoryEntryStore.SubjectOf(batch)].Where(x => x.Kind is AuditKinds.BatchAttempted or AuditKinds.BatchReceipt)];

    /// <summary>A platform that was asked to take back and says yes, in whatever word, has taken back.</summary>
    private static bool Counted(StoryEntry entry, DeliveryFact delivery) => delivery switch
    {
        { State: DeliveryStates.Withdrawn, Operation: "d" } => entry.Number("accepted") + entry.Number("published") + entry.Number("withdrawn") > 0,
        { State: DeliveryStates.Withdrawn } => false,
        _ => entry.Number(delivery.State) > 0,
    };
}
