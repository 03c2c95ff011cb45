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
}
