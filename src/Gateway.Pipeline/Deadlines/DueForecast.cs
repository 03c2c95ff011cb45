using Gateway.Pipeline.Runs;

namespace Gateway.Pipeline.Deadlines;

/// <summary>How fast a target takes.</summary>
/// <param name="PerHour">Deliveries an hour in its best slot of the last hours: what it does when there is something to do.</param>
public sealed record TargetPace(string Target, double PerHour);

/// <summary>What a target took in one slot of time.</summary>
public sealed record PaceSlot(string Target, DateTimeOffset From, long Delivered);

/// <summary>When what is open will have arrived, from the measured pace, against its term. Pure.</summary>
public static class DueForecast
{
    /// <summary>Of a pace; short, so that a burst is seen in full.</summary>
    public static readonly TimeSpan Slot = TimeSpan.FromMinutes(10);

    /// <summary>How far back a pace is measured.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(3);

    /// <summary>A target that took nothing in the whole window puts at risk what is due within so many working days: a week.</summary>
    public const int StalledDays = 5;

    /// <summary>The best slot, for a target that had nothing to do is not slow.</summary>
    public static IReadOnlyDictionary<string, TargetPace> Paces(IEnumerable<PaceSlot> slots) =>
        slots.GroupBy(x => x.Target).ToDictionary(x => x.Key, x => new TargetPace(x.Key, x.Max(y => y.Delivered) / Slot.TotalHours));

    /// <param name="board">By due date: what is due first is taken to go first.</param>
    /// <param name="paces">Only targets that were tried in the window; of the others nothing is known.</param>
    /// <param name="now">From here on.</param>
    public static IReadOnlyList<DueResults> Of(
        IReadOnlyList<DueResults> board, IReadOnlyDictionary<string, TargetPace> paces, DateTimeOffset now)
    {
        var ahead = new Dictionary<string, long>();
        var forecast = new List<DueResults>(board.Count);
        foreach (var x in board)
        {
            var moving = x.Results.Deliveries - x.Results.Parked; // what is parked waits for a person
            var until = ahead[x.Results.Target] = ahead.GetValueOrDefault(x.Results.Target) + moving;
            forecast.Add(paces.TryGetValue(x.Results.Target, out var pace) && moving > 0 ? Of(x, pace, until, now) : x);
        }

        return forecast;
    }

    private static DueResults Of(DueResults due, TargetPace pace, long ahead, DateTimeOffset now)
    {
        var end = new DateTimeOffset(due.Due.AddDays(1).ToDateTime(TimeOnly.MinValue), ChinaTime.Offset);
        var hours = pace.PerHour > 0 ? ahead / pace.PerHour : double.PositiveInfinity;
        DateTimeOffset? expected = hours < TimeSpan.FromDays(3660).TotalHours ? now.AddHours(hours) : null;
        var missed = pace.PerHour > 0 ? expected is null || expected > end : due.Left <= StalledDays;
        return due with
        {
            Expected = expected,
            Stalled = pace.PerHour <= 0,
            State = due.State == DueState.InTime && missed ? DueState.AtRisk : due.State,
        };
    }
}
