using Gateway.Pipeline.Retention;
using Hangfire;

namespace Gateway.Pipeline.Scheduling.Jobs;

/// <summary>Forgets what is older than its time.</summary>
public sealed class RetentionJob(RetentionRun run)
{
    [JobDisplayName("{0}")]
    public async Task<JobReport> RunAsync(string title, CancellationToken cancellationToken) =>
        JobReport.Done("已清理：" + string.Join("，", (await run.RunAsync(cancellationToken)).Select(x => $"{x.Name} {x.Rows} 行")));
}
