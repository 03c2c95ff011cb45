using Gateway.Pipeline.Checklists;
using Hangfire;

namespace Gateway.Pipeline.Scheduling.Jobs;

/// <summary>Compiles an area's checklist from what is stored.</summary>
public sealed class CompileChecklistJob(CompileJob job)
{
    [JobDisplayName("{0}")]
    public async Task<JobReport> RunAsync(string title, string area, CancellationToken cancellationToken) =>
        await job.RunAsync(area, cancellationToken) switch
        {
            CompileOutcome.NewVersion x => JobReport.Done(
                $"第 {x.Version} 版：{x.Items} 项，新增 {x.Added}，删除 {x.Removed}，变更 {x.Changed}，争议 {x.Disputes}，质量问题 {x.Issues}"),
            CompileOutcome.Unchanged x => JobReport.Done($"与第 {x.Version} 版相同（{x.Items} 项）"),
            CompileOutcome.UnknownArea => JobReport.Skipped("没有配置这一地区"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
