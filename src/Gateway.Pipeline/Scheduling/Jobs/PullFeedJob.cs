using Gateway.Adapters.Configuration;
using Gateway.Contracts;
using Gateway.Pipeline.Certification.Switching;
using Gateway.Pipeline.Pull;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Pipeline.Scheduling.Jobs;

/// <summary>Pulls one feed of one area. The next occurrence is the retry: the scheduler adds none.</summary>
public sealed class PullFeedJob(IServiceProvider services)
{
    [JobDisplayName("{0}")]
    public async Task<JobReport> RunAsync(string title, string area, string feed, bool full, CancellationToken cancellationToken)
    {
        var which = FeedNames.Parse(feed) ?? throw new JobFailed($"没有数据种类 {feed}");
        if (await OffBecauseAsync(area, which, cancellationToken) is { } off)
        {
            return JobReport.Skipped($"该适配器未启用：{off}");
        }

        var outcome = await services.GetRequiredService<PullJob>().RunAsync(new PullCommand(area, which, full), cancellationToken);
        await services.GetRequiredService<PullFollowUp>().AfterAsync(area, which, outcome, cancellationToken);
        return outcome switch
        {
            PullOutcome.Completed { Counters: var x } => JobReport.Done(
                $"读取 {x.Fetched}，新增 {x.New}，变更 {x.Changed}，未变 {x.Unchanged}，删除 {x.DeletedByRow + x.DeletedByAbsence}，" +
                $"隔离 {x.Quarantined}，重复 {x.Repeated}，库存 {x.After}{(x.Balanced ? "" : "，不平衡！")}"),
            PullOutcome.Held held => throw new JobHeld(held.Message),
            PullOutcome.Failed failed => throw new JobFailed($"{failed.Message}（{failed.Code}）"),
            PullOutcome.Busy => full ? JobReport.Again("该数据正在由另一次运行读取") : JobReport.Skipped("该数据正在由另一次运行读取"),
            PullOutcome.NotConfigured => JobReport.Skipped("该地区不再读取这一数据"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<string?> OffBecauseAsync(string area, Feed feed, CancellationToken cancellationToken)
    {
        var adapters = services.GetRequiredService<IAdapterDirectory>().Current;
        return adapters.Areas.FirstOrDefault(x => x.Area == area)?.Feeds.FirstOrDefault(x => x.Feed == feed)?.Profile is { } profile
            ? (await services.GetRequiredService<IAdapterSwitch>().LookAsync(adapters, cancellationToken)).OffBecause(area, profile)
            : null;
    }
}
