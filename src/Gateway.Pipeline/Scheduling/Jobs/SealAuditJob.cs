using Gateway.Pipeline.Audit;
using Hangfire;

namespace Gateway.Pipeline.Scheduling.Jobs;

/// <summary>Chains the audit entries that have settled.</summary>
public sealed class SealAuditJob(AuditSealer sealer)
{
    [JobDisplayName("{0}")]
    public async Task<JobReport> RunAsync(string title, CancellationToken cancellationToken) =>
        await sealer.SealAsync(cancellationToken) switch
        {
            SealOutcome.Sealed x => JobReport.Done($"封存 {x.Entries} 条，{x.Seals} 个封条"),
            SealOutcome.Busy => JobReport.Skipped("另一个进程正在封存"),
            SealOutcome.Refused x => throw new JobFailed(x.Reason),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}
