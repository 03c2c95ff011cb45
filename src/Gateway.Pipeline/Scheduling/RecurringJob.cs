using System.Linq.Expressions;
using Hangfire.Common;

namespace Gateway.Pipeline.Scheduling;

/// <summary>One line of the list: what runs when.</summary>
/// <param name="Id">Stable; stored by the scheduler, shown on the dashboard.</param>
/// <param name="Cron">Asia/Shanghai.</param>
/// <param name="Job">The thin job, its arguments and its queue. No argument holds personal data, for the dashboard shows them.</param>
public sealed record RecurringJob(string Id, string Cron, Job Job)
{
    public static RecurringJob Of<T>(string id, string queue, string cron, Expression<Func<T, Task>> call) => new(id, cron, Job.FromExpression(call, queue));
}
