using Gateway.Pipeline.CreditRecords;
using Hangfire;

namespace Gateway.Pipeline.Scheduling.Jobs;

/// <summary>Ends publications whose last day has passed. Every hour, though they end by the day: what one occurrence misses the next one does.</summary>
public sealed class PublicationEndJob(PublicationEnd end)
{
    [JobDisplayName("{0}")]
    public async Task<JobReport> RunAsync(string title, CancellationToken cancellationToken) =>
        JobReport.Done($"公示期届满 {await end.RunAsync(cancellationToken)} 件，已停止公示");
}
