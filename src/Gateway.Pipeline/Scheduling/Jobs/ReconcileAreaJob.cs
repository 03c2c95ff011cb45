using Gateway.Pipeline.Reconcile;
using Hangfire;

namespace Gateway.Pipeline.Scheduling.Jobs;

/// <summary>Compares an area's targets with their platforms' ledgers.</summary>
public sealed class ReconcileAreaJob(NightlyReconcile night)
{
    [JobDisplayName("{0}")]
    public async Task<JobReport> RunAsync(string title, string area, CancellationToken cancellationToken)
    {
        var ended = await night.RunAsync(area, cancellationToken);
        var text = string.Join("；", ended.Select(x => $"{x.Command.Target} {Words(x.Outcome)}"));
        if (ended.Any(x => x.Outcome is ReconcileOutcome.Held))
        {
            throw new JobHeld(text);
        }

        if (ended.Any(x => x.Outcome is ReconcileOutcome.Failed))
        {
            throw new JobFailed(text);
        }

        return ended.Count == 0 || ended.All(x => x.Outcome is ReconcileOutcome.Busy)
            ? JobReport.Skipped(ended.Count == 0 ? "今夜已核对" : "另一个进程正在核对")
            : JobReport.Done(text);
    }

    private static string Words(ReconcileOutcome outcome) => outcome switch
    {
        ReconcileOutcome.Completed { Counts.Findings: 0 } x => $"相符 {x.Counts.Matched} 条",
        ReconcileOutcome.Completed x => $"差异 {x.Counts.Findings} 条，已排队修复 {x.Queued} 条",
        ReconcileOutcome.Held x => $"暂停：{x.Message}",
        ReconcileOutcome.Failed x => $"未能核对：{x.Message}",
        _ => "由另一个进程核对",
    };
}
