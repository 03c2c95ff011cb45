using Gateway.Adapters.Sinks;

namespace Gateway.Pipeline.Delivery;

/// <summary>
/// Which targets have something to do now, and when to look again where nothing has. What lies behind a gate that is shut waits for the gate,
/// not for its own time; behind one that is open, anything serves as the probe. Pure.
/// </summary>
public static class WorkPlan
{
    public static IReadOnlySet<string> Ready(PendingWork work, Func<string, string, ISink> sinkOf, DateTimeOffset now) =>
        Moments(work, sinkOf, now).Where(x => x.May && x.At <= now).Select(x => x.Target).ToHashSet();

    /// <returns><see langword="null"/>: nothing is open.</returns>
    public static DateTimeOffset? Next(PendingWork work, Func<string, string, ISink> sinkOf, DateTimeOffset now) =>
        Moments(work, sinkOf, now).Select(x => (DateTimeOffset?)x.At).Min();

    /// <summary>When something of each target and area may go on its way; <c>May</c> is false for what another holds.</summary>
    private static IEnumerable<(string Target, DateTimeOffset At, bool May)> Moments(
        PendingWork work, Func<string, string, ISink> sinkOf, DateTimeOffset now)
    {
        foreach (var group in work.Queued)
        {
            yield return (group.Target, Later(now, work.Gates.ShutUntil(sinkOf(group.Target, group.Area), group.Area, now)), true);
        }

        foreach (var open in work.Open)
        {
            var sink = sinkOf(open.Target, open.Area);
            if (open.Receipts)
            {
                yield return (open.Target, Later(open.NextDue, work.Gates.QuietUntil(sink, now)), open.Due);
                continue;
            }

            var shut = work.Gates.ShutUntil(sink, open.Area, now);
            var probe = open.Free && work.Gates.IsOpen(sink, open.Area);
            yield return (open.Target, Later(probe ? now : open.NextDue, shut), probe || open.Due);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;
}
