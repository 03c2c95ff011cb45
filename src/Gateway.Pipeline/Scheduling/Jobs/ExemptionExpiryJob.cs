using Gateway.Pipeline.Disclosure;
using Hangfire;

namespace Gateway.Pipeline.Scheduling.Jobs;

/// <summary>Publishes what is no longer exempt. Every hour, though approvals end by the day: what one occurrence misses the next one does.</summary>
public sealed class ExemptionExpiryJob(ExemptionExpiry expiry)
{
    [JobDisplayName("{0}")]
    public async Task<JobReport> RunAsync(string title, CancellationToken cancellationToken) =>
        JobReport.Done($"到期的不予公示审批 {await expiry.RunAsync(cancellationToken)} 件，已恢复公示");
}
