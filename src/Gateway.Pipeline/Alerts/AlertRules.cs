namespace Gateway.Pipeline.Alerts;

/// <summary>What becomes of an alert in one round.</summary>
public enum AlertMove
{
    /// <summary>Seen for the first time; told when it lasts.</summary>
    Seen,
    Raised,
    Reminded,

    /// <summary>Still there, nothing to tell.</summary>
    Kept,

    /// <summary>Gone, perhaps for a moment.</summary>
    Missing,
    Resolved,

    /// <summary>Gone before anyone was told.</summary>
    Dropped,
}

/// <param name="Alert"><see langword="null"/> where it is new.</param>
/// <param name="Condition"><see langword="null"/> where it is gone.</param>
public sealed record AlertStep(AlertMove Move, OpenAlert? Alert, AlertCondition? Condition);

/// <summary>First, reminder, resolved: told when it lasts, once a day while it does, and once when it stays away. Pure.</summary>
public static class AlertRules
{
    /// <summary>How long a forecast has to hold before it is told: two rounds and more.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan ReminderEvery = TimeSpan.FromHours(24);

    /// <summary>How long it has to stay away: what swings about its limit is one alert.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(30);

    public static IReadOnlyList<AlertStep> Of(IReadOnlyList<OpenAlert> open, IReadOnlyList<AlertCondition> conditions, DateTimeOffset now)
    {
        var known = open.ToDictionary(x => (x.Kind, x.Target, x.Area));
        var holds = conditions.ToDictionary(x => (x.Kind, x.Target, x.Area));
        return
        [
            .. conditions.Select(x => known.TryGetValue((x.Kind, x.Target, x.Area), out var alert) ? Holding(alert, x, now) : New(x)),
            .. open.Where(x => !holds.ContainsKey((x.Kind, x.Target, x.Area))).Select(x => Gone(x, now)),
        ];
    }

    /// <summary>A term that has passed is no forecast.</summary>
    private static TimeSpan GraceOf(string kind) => kind == AlertKinds.Late ? TimeSpan.Zero : Grace;

    private static AlertStep New(AlertCondition condition) =>
        new(GraceOf(condition.Kind) == TimeSpan.Zero ? AlertMove.Raised : AlertMove.Seen, null, condition);

    private static AlertStep Holding(OpenAlert alert, AlertCondition condition, DateTimeOffset now) => new(
        alert.RaisedAt is null
            ? now - alert.SeenAt >= GraceOf(alert.Kind) ? AlertMove.Raised : AlertMove.Kept
            : now - (alert.NoticedAt ?? alert.RaisedAt) >= ReminderEvery ? AlertMove.Reminded : AlertMove.Kept,
        alert, condition);

    private static AlertStep Gone(OpenAlert alert, DateTimeOffset now) => new(
        alert.RaisedAt is null ? AlertMove.Dropped
            : alert.MissingSince is { } since && now - since >= Quiet ? AlertMove.Resolved
            : AlertMove.Missing,
        alert, null);
}
