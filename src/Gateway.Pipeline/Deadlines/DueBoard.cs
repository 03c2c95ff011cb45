namespace Gateway.Pipeline.Deadlines;

/// <summary>Results of one day that a target has not got to its end yet.</summary>
/// <param name="CheckedOn">The day of the finding: the term begins after it.</param>
public sealed record OpenResults(string Target, string Area, DateOnly CheckedOn, long Deliveries, long Parked);

/// <summary>The same with its term.</summary>
/// <param name="Left">Working days left; negative when late.</param>
/// <param name="Provisional">The term runs into a year without a published calendar.</param>
/// <param name="Expected">When it will have arrived by the measured pace; <see langword="null"/>: unknown, or it waits for a person.</param>
/// <param name="Stalled">Its target was tried and took nothing of late.</param>
public sealed record DueResults(
    OpenResults Results, DateOnly Due, int Left, DueState State, bool Provisional, DateTimeOffset? Expected = null, bool Stalled = false);

/// <summary>How urgent it is.</summary>
public enum DueState
{
    InTime,

    /// <summary>Due within <see cref="DueBoard.AtRiskDays"/> working days, or not done in time by the forecast.</summary>
    AtRisk,

    Late,
}

/// <summary>What is open, by its legal term. Pure.</summary>
public static class DueBoard
{
    /// <summary>Chosen: a working week's better half is left to mend what hangs.</summary>
    public const int AtRiskDays = 3;

    /// <param name="terms">Working days by target; a target without a term has no due date and is left out.</param>
    public static IReadOnlyList<DueResults> Of(
        IEnumerable<OpenResults> open, IReadOnlyDictionary<string, int> terms, WorkingCalendar calendar, DateOnly today) =>
        [.. open.Where(x => terms.ContainsKey(x.Target)).Select(x => Of(x, terms[x.Target], calendar, today)).OrderBy(x => x.Due).ThenBy(x => x.Results.Target, StringComparer.Ordinal).ThenBy(x => x.Results.Area, StringComparer.Ordinal)];

    private static DueResults Of(OpenResults open, int term, WorkingCalendar calendar, DateOnly today)
    {
        var due = calendar.After(open.CheckedOn, term);
        var left = calendar.Left(today, due);
        var state = today > due ? DueState.Late : left <= AtRiskDays ? DueState.AtRisk : DueState.InTime;
        return new DueResults(open, due, left, state, calendar.IsProvisional(due.Year) || calendar.IsProvisional(open.CheckedOn.Year));
    }
}
