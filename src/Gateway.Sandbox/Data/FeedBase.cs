namespace Gateway.Sandbox.Data;

/// <summary>
/// The base of one area's feed as numbers alone: how many rows, which of them are bad and why, and when each was changed. Rows come in
/// groups that share a <c>cd_time</c> (seven, and one large import that spans pages), so that ties lie across every page border.
/// </summary>
internal sealed class FeedBase
{
    private const int Tie = 7;
    private const int ImportFrom = 40;
    private const int ImportTo = 160;
    private static readonly long Start = ShanghaiClock.Parse("2026-01-01 00:00:00") ?? 0;
    private const long Span = 180L * 86_400;

    private readonly DefectPattern _pattern;
    private readonly SubjectRows? _real;
    private readonly long _step;

    public FeedBase(int seed, Area area, FeedRows rows)
    {
        (Seed, Area, Rows) = (seed, area, rows);
        Count = rows.BaseCount(area);
        _real = rows as SubjectRows;
        Made = _real?.MadeCount(area) ?? Count;
        _pattern = new DefectPattern(seed, area.Ordinal, rows.Feed.Ordinal, rows.Feed.Reasons, rows.Feed.Period, Made);
        _step = Math.Max(1, Span / ((Count / Tie) + 1));
        Repeats = [.. Enumerable.Range(0, Made).Where(index => NatureAt(index).Repeat != Repeat.None)];
    }

    public int Seed { get; }

    public Area Area { get; }

    public FeedRows Rows { get; }

    public Feed Feed => Rows.Feed;

    public int Count { get; }

    private int Made { get; }

    /// <summary>Places of the rows that repeat the one before them; few, so they are kept.</summary>
    public IReadOnlyList<int> Repeats { get; }

    public long LastTime => Count == 0 ? Start : TimeAt(Count - 1);

    public RowNature NatureAt(int index) =>
        index < Made ? _pattern.At(index) : new RowNature(_real?.RealAt(Area, index)?.Defect, Repeat.None);

    /// <summary>The time written into the row; an exact repeat carries that of the row before it.</summary>
    public long TimeAt(int index)
    {
        var group = index / Tie;
        return Start + ((group is >= ImportFrom and < ImportTo ? ImportFrom : group) * _step);
    }

    /// <summary>The first place whose time is not before <paramref name="time"/>.</summary>
    public int FirstAt(long time)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = TimeAt(middle) < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    public (RowKey Key, Envelope Envelope) RowAt(int index)
    {
        var nature = NatureAt(index);
        var source = nature.Repeat == Repeat.None ? index : index - 1;
        var version = nature.Repeat == Repeat.Conflict ? RowKey.ConflictVersion : 1;
        var stamped = nature.Repeat == Repeat.Exact ? index - 1 : index;
        var defect = nature.Repeat == Repeat.None ? nature.Defect : null;
        return (new RowKey(Seed, Area, source, version, defect), new Envelope(ChangeId(stamped, 1), TimeAt(stamped), "i"));
    }

    public string ChangeId(int index, int version) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Feed.Letter}{Area.Code}{index:D8}{version:D4}");
}
