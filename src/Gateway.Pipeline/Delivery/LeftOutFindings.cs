using Gateway.Pipeline.Normalise;

namespace Gateway.Pipeline.Delivery;

/// <summary>The finding about what a target has no form for: parked and counted, never guessed. What waits for the catalogue frees itself.</summary>
internal static class LeftOutFindings
{
    public static IReadOnlyList<Finding> Of(QueueGroup group, List<BatchPacking.LeftOut> leftOut)
    {
        var found = new Findings();
        foreach (var (_, why) in leftOut)
        {
            if (why is MappedDocument.Parked { WaitsForCatalogue: false } parked)
            {
                found.Add(IssueClasses.Standard, parked.Code, $"推送到 {group.Target}", parked.Reason);
            }
        }

        return [.. found.All];
    }

    /// <summary>The platform took a batch and never said what became of it.</summary>
    public static IReadOnlyList<Finding> Overdue(HeldBatch batch)
    {
        var found = new Findings();
        found.Add(
            IssueClasses.Late, AttemptRules.ReceiptOverdue, $"{batch.Target} 的回执", "平台收下后超过最长等待时间仍没有回执",
            $"批次 {batch.Push.Stamp.BatchNo}", rows: batch.Members.Count);
        return [.. found.All];
    }
}
