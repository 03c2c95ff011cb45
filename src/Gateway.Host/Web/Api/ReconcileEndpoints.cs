using Gateway.Host.Security;
using Gateway.Pipeline.Reconcile;

namespace Gateway.Host.Web.Api;

/// <summary>How an area's records compared with the platforms' ledgers.</summary>
internal static class ReconcileEndpoints
{
    private const int MostRuns = 500;
    private const int MostFindings = 10_000;

    public static void MapReconciliations(this RouteGroupBuilder api)
    {
        api.MapGet("/reconciliations", async (
                string? target, int? limit, HttpContext context, ReconcileReadStore runs, CancellationToken cancellationToken) =>
                Results.Ok(await runs.RunsAsync(CountyKeyFilter.AreaOf(context), target, Math.Clamp(limit ?? 50, 1, MostRuns), cancellationToken)))
            .WithName("listReconciliations").WithSummary("本地区与各平台台账核对的结果，最新的在前")
            .Produces<IReadOnlyList<StoredReconciliation>>().WithProblems(401, 429, 503);
        api.MapGet("/reconciliations/{run:long}", async (
                long run, HttpContext context, ReconcileReadStore runs, CancellationToken cancellationToken) =>
                await runs.FindAsync(run, cancellationToken) is { } found && found.Area == CountyKeyFilter.AreaOf(context)
                    ? Results.Ok(new ReconciliationWithFindings(found, await runs.FindingsAsync(run, MostFindings, cancellationToken)))
                    : (IResult)Problems.Of(Problems.NotFound, "本地区没有这次对账"))
            .WithName("getReconciliation").WithSummary("一次核对的条数、两侧哈希和逐条差异")
            .Produces<ReconciliationWithFindings>().WithProblems(401, 404, 429, 503);
    }

    /// <summary>A run and what it found, at most the first ten thousand.</summary>
    internal sealed record ReconciliationWithFindings(StoredReconciliation Run, IReadOnlyList<StoredFinding> Findings);
}
