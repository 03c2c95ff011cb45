using Gateway.Contracts.Status;

namespace Gateway.Pipeline.Deadlines;

/// <summary>The board a target at a time. Pure.</summary>
public static class DeadlineSummary
{
    public static IReadOnlyList<DeadlineStatus> Of(DueOverview overview) =>
        [.. overview.Due.GroupBy(x => x.Results.Target).OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => new DeadlineStatus(
            x.Key, Sum(x, DueState.Late), Sum(x, DueState.AtRisk), Sum(x, DueState.InTime), x.Sum(y => y.Results.Parked), x.Min(y => y.Due),
            overview.Paces.TryGetValue(x.Key, out var pace) ? Math.Round(pace.PerHour, 1) : null, x.Max(y => y.Expected)))];

    private static long Sum(IEnumerable<DueResults> due, DueState state) => due.Where(x => x.State == state).Sum(x => x.Results.Deliveries);
}
