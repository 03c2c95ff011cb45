using Gateway.Adapters.Configuration;
using Gateway.Contracts;
using Gateway.Pipeline.Scheduling.Jobs;

namespace Gateway.Pipeline.Scheduling;

/// <summary>
/// All that recurs, in one place. Policy: an occurrence whose feed is being read is skipped (a full read comes back after five minutes);
/// occurrences missed while no process ran are made up for by one; a failed one is not repeated by the scheduler, for the tables of the
/// stages own all retries, and the next occurrence reads from where the last one ended.
/// </summary>
public static class RecurringJobs
{
    public static IReadOnlyList<RecurringJob> Of(IAdapterDirectory adapters) =>
    [
        .. adapters.Areas.SelectMany(OfArea),
        RecurringJob.Of<SealAuditJob>("audit:seal", JobQueues.Urgent, "* * * * *", x => x.RunAsync("审计日志封存", CancellationToken.None)),
        RecurringJob.Of<RetentionJob>("retention", JobQueues.Bulk, "40 3 * * *", x => x.RunAsync("过期数据清理", CancellationToken.None)),
        RecurringJob.Of<ExemptionExpiryJob>("exemption:expiry", JobQueues.Urgent, "5 * * * *", x => x.RunAsync("不予公示到期检查", CancellationToken.None)),
        RecurringJob.Of<PublicationEndJob>("publication:end", JobQueues.Urgent, "10 * * * *", x => x.RunAsync("公示期届满检查", CancellationToken.None)),
        RecurringJob.Of<AlertsJob>("alerts", JobQueues.Urgent, "3/5 * * * *", x => x.RunAsync("时限与告警检查", CancellationToken.None)),
        RecurringJob.Of<WakeDeliveryJob>("deliver:sweep", JobQueues.Urgent, "*/5 * * * *", x => x.RunAsync("待推送检查", CancellationToken.None)),
        RecurringJob.Of<ReceiptsJob>("deliver:receipts", JobQueues.Urgent, "2/10 * * * *", x => x.RunAsync("回执检查", CancellationToken.None)),
    ];

    private static IEnumerable<RecurringJob> OfArea(AreaSettings area)
    {
        foreach (var feed in area.Feeds)
        {
            var wire = feed.Feed.Wire();
            var name = $"{area.Area} {area.Name} {feed.Feed.Chinese()}";
            yield return Pull($"pull:{area.Area}:{wire}", feed.Cron, $"{name} 增量读取", area.Area, wire, full: false);
            yield return Pull($"pull-full:{area.Area}:{wire}", feed.FullCron, $"{name} 全量读取", area.Area, wire, full: true);
        }

        var title = $"{area.Area} {area.Name} 清单编制";
        yield return RecurringJob.Of<CompileChecklistJob>(
            $"compile:{area.Area}", JobQueues.Urgent, area.CompileCron, x => x.RunAsync(title, area.Area, CancellationToken.None));
        var reconcile = $"{area.Area} {area.Name} 与平台台账核对";
        yield return RecurringJob.Of<ReconcileAreaJob>(
            $"reconcile:{area.Area}", JobQueues.Bulk, "30 2 * * *", x => x.RunAsync(reconcile, area.Area, CancellationToken.None));
    }

    private static RecurringJob Pull(string id, string cron, string title, string area, string feed, bool full) =>
        RecurringJob.Of<PullFeedJob>(id, JobQueues.Bulk, cron, x => x.RunAsync(title, area, feed, full, CancellationToken.None));
}
