using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Reconcile;

/// <summary>
/// A night's comparisons of an area, one target after another. What this night compared already is not compared again, so a night that was
/// broken off goes on where it ended, and a month that is proved clean rests.
/// </summary>
public sealed class NightlyReconcile(IAdapterDirectory adapters, ReconcileJob job, ReconcileOptions options, TimeProvider clock)
{
    /// <returns>How each comparison ended that was due.</returns>
    public async Task<IReadOnlyList<(ReconcileCommand Command, ReconcileOutcome Outcome)>> RunAsync(string area, CancellationToken cancellationToken)
    {
        var today = ChinaTime.DayOf(clock.GetUtcNow());
        var begun = new DateTimeOffset(today.ToDateTime(TimeOnly.MinValue), ChinaTime.Offset);
        var ended = new List<(ReconcileCommand, ReconcileOutcome)>();
        foreach (var target in Ledgers.Of(adapters, area))
        {
            foreach (var (from, to, origin) in NightPlan.Of(today, options))
            {
                var command = new ReconcileCommand(area, target, from, to, origin, options.NightlyRepair, UnlessSince: begun);
                var outcome = await job.RunAsync(command, null, cancellationToken);
                if (outcome is not ReconcileOutcome.NotNeeded)
                {
                    ended.Add((command, outcome));
                }
            }
        }

        return ended;
    }
}
