using Hangfire.Common;
using Hangfire.States;

namespace Gateway.Pipeline.Scheduling;

/// <summary>
/// Turns what a job reported into what the dashboard shows: a skipped occurrence is not a success and not a failure, a held read says so.
/// </summary>
internal sealed class JobReportFilter : JobFilterAttribute, IElectStateFilter
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(5);

    public void OnStateElection(ElectStateContext context)
    {
        switch (context.CandidateState)
        {
            case SucceededState { Result: JobReport { End: JobEnd.Skipped } skipped }:
                context.CandidateState = new DeletedState { Reason = $"跳过：{skipped.Text}" };
                break;
            case SucceededState { Result: JobReport { End: JobEnd.Again } again }:
                context.CandidateState = new ScheduledState(Later) { Reason = $"推迟：{again.Text}" };
                break;
            case FailedState { Exception: JobHeld held } failed:
                failed.Reason = $"暂停，等待核实：{held.Message}";
                break;
            case FailedState { Exception: JobFailed why } failed:
                failed.Reason = why.Message;
                break;
        }
    }
}
