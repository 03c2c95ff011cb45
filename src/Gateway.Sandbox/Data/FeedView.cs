namespace Gateway.Sandbox.Data;

/// <summary>What a feed shows between two changes; never altered, so readers need no lock.</summary>
internal sealed class FeedView
{
    private readonly FeedBase _base;
    private readonly SkippedPlaces _full;
    private readonly SkippedPlaces _incremental;
    private readonly TailRow[] _live;
    private readonly TailRow[] _latest;

    public FeedView(FeedBase source, int number, IEnumerable<int> superseded, IEnumerable<TailRow> tail)
    {
        _base = source;
        Number = number;
        int[] gone = [.. superseded.Order()];
        _full = new SkippedPlaces(source.Count, gone);
        // An incremental read shows the last change of each record once: repeats are a defect of full reads.
        _incremental = new SkippedPlaces(source.Count, [.. gone.Union(source.Repeats).Order()]);
        _latest = [.. tail.Where(row => row.Latest).OrderBy(row => row.Time).ThenBy(row => row.ChangeId, StringComparer.Ordinal)];
        _live = [.. _latest.Where(row => !row.Deleted)];
    }

    /// <summary>Rises with every change.</summary>
    public int Number { get; }

    public int FullTotal => _full.Left + _live.Length;

    public IReadOnlyList<Segment> Full(int from, int to, FeedFiles files)
    {
        var segments = BaseSegments(_full, Math.Min(from, _full.Left), Math.Min(to, _full.Left), files);
        AddTail(segments, _live, from - _full.Left, to - _full.Left, files);
        return segments;
    }

    public (int Total, IReadOnlyList<Segment> Segments) Incremental(long since, long until, int from, int to, FeedFiles files)
    {
        var first = _incremental.RankOf(_base.FirstAt(since));
        var inBase = Math.Max(0, _incremental.RankOf(_base.FirstAt(until)) - first);
        TailRow[] inTail = [.. _latest.Where(row => row.Time >= since && row.Time < until)];
        var segments = BaseSegments(_incremental, first + Math.Min(from, inBase), first + Math.Min(to, inBase), files);
        AddTail(segments, inTail, from - inBase, to - inBase, files);
        return (inBase + inTail.Length, segments);
    }

    private static List<Segment> BaseSegments(SkippedPlaces places, int from, int to, FeedFiles files)
    {
        var segments = new List<Segment>();
        foreach (var (first, end) in places.Runs(from, to))
        {
            segments.Add(files.Base(first, end));
        }

        return segments;
    }

    private static void AddTail(List<Segment> segments, TailRow[] rows, int from, int to, FeedFiles files)
    {
        for (var i = Math.Max(0, from); i < Math.Min(to, rows.Length); i++)
        {
            segments.Add(files.Tail(rows[i]));
        }
    }
}
