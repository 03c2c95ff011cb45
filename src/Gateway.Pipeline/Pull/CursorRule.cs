using Gateway.Adapters.Sources;

namespace Gateway.Pipeline.Pull;

/// <summary>
/// Where an incremental read begins and where its cursor ends: the composite keyset (changed-at, change id), less an overlap window for
/// rows that are committed late on the platform. Pure; times are Asia/Shanghai.
/// </summary>
internal static class CursorRule
{
    public static (DateTime From, DateTime To)? Window(FeedCursor? cursor, TimeSpan overlap, DateTime now, TimeSpan skew) =>
        cursor?.ChangedAt is { } at ? (at - overlap, Seconds(now + skew)) : null;

    /// <summary>
    /// The later of two positions, but none later than the read itself began: what the platform changed while it was being read may stand
    /// on a page that was over already. A time beyond any clock's skew is garbage and does not move the cursor.
    /// </summary>
    public static FeedCursor? Later(FeedCursor? current, FeedCursor? reached, DateTime began, TimeSpan skew)
    {
        if (reached is null || reached.ChangedAt > began + skew)
        {
            return current;
        }

        if (reached.ChangedAt > began)
        {
            reached = new FeedCursor(Seconds(began), null, reached.Opaque);
        }

        if (current is null || reached.ChangedAt is null)
        {
            return reached;
        }

        var order = Nullable.Compare(reached.ChangedAt, current.ChangedAt);
        return order > 0 || (order == 0 && string.CompareOrdinal(reached.ChangeId, current.ChangeId) > 0) ? reached : current;
    }

    private static DateTime Seconds(DateTime at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerSecond), at.Kind);
}
