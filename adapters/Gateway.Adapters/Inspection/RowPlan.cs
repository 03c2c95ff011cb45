using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.Inspection;

/// <summary>A row that is to be sent.</summary>
/// <param name="Place">The matter's place in its result, from 1.</param>
/// <param name="Matter">The matter.</param>
/// <param name="Content">The version whose content the row has.</param>
/// <param name="Operation"><c>i</c>, <c>u</c> or <c>d</c>.</param>
internal sealed record PlannedRow(int Place, ResultMatter Matter, InspectionResult Content, string Operation);

/// <summary>
/// Which rows a delivery sends. A correction may have more or fewer matters than the version that the target holds: rows that are new to it
/// are inserted, and rows that the newer version no longer has are deleted with the content that they had.
/// </summary>
internal static class RowPlan
{
    public static IEnumerable<PlannedRow> Of(Shareable shareable)
    {
        var (now, served) = (shareable.Result, shareable.Served);
        var held = served?.Matters!.Count ?? now.Matters!.Count;
        for (var i = 0; i < now.Matters!.Count; i++)
        {
            var operation = shareable.Operation switch
            {
                DeliveryOperation.Insert => "i",
                DeliveryOperation.Correct => i < held ? "u" : "i",
                DeliveryOperation.Withdraw => "d",
            };
            yield return new PlannedRow(i + 1, now.Matters[i], now, operation);
        }

        if (shareable.Operation != DeliveryOperation.Correct || served is null)
        {
            yield break;
        }

        for (var i = now.Matters.Count; i < held; i++)
        {
            yield return new PlannedRow(i + 1, served.Matters![i], served, "d");
        }
    }
}
