using Gateway.Pipeline.Alerts;
using Hangfire;

namespace Gateway.Pipeline.Scheduling.Jobs;

/// <summary>Looks at what is due and what hangs, and tells whoever has to know.</summary>
public sealed class AlertsJob(AlertRun run, AlertWebhook webhook)
{
    [JobDisplayName("{0}")]
    public async Task<JobReport> RunAsync(string title, CancellationToken cancellationToken)
    {
        var outcome = await run.RunAsync(cancellationToken);
        var sent = await webhook.SendDueAsync(cancellationToken);
        return outcome.Busy
            ? JobReport.Skipped("另一个进程正在检查")
            : JobReport.Done($"新告警 {outcome.Raised}，提醒 {outcome.Reminded}，解除 {outcome.Resolved}，已发通知 {sent}");
    }
}
