namespace Gateway.Pipeline.Reconcile;

/// <summary>What a night compares: the last days, and in the first nights of a month the whole one before. Pure.</summary>
internal static class NightPlan
{
    /// <param name="today">Asia/Shanghai: the day that has just begun. It is not compared, for the platforms' books of it are not closed.</param>
    public static IReadOnlyList<(DateOnly From, DateOnly To, string Origin)> Of(DateOnly today, ReconcileOptions options)
    {
        var recent = (today.AddDays(-options.NightlyDays), today.AddDays(-1), ReconcileOrigins.Nightly);
        var first = new DateOnly(today.Year, today.Month, 1);
        return today.Day <= options.MonthNights ? [recent, (first.AddMonths(-1), first.AddDays(-1), ReconcileOrigins.Month)] : [recent];
    }
}
