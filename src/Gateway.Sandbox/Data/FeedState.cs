namespace Gateway.Sandbox.Data;

/// <summary>One feed of one area: its base, what changed since, and the view that is served now.</summary>
internal sealed class FeedState : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FeedBase _base;
    private readonly FeedFiles _files;
    private readonly FeedTally _tally;
    private readonly List<TailRow> _tail = [];
    private readonly Dictionary<int, TailRow> _current = [];
    private readonly HashSet<int> _superseded = [];
    private volatile FeedView _view;
    private volatile ShrinkOrder? _shrink;
    private int _added;
    private int _orders;
    private int _shrinks;
    private long _lastTime;

    public FeedState(FeedBase source, FeedFiles files)
    {
        (_base, _files, _tally) = (source, files, new FeedTally(source));
        _lastTime = source.LastTime;
        _view = new FeedView(source, 0, [], []);
    }

    public void Render() => _files.Render();

    public FeedTruth Truth()
    {
        lock (_gate)
        {
            return _tally.Truth();
        }
    }

    public FeedPage FullPage(int page, int size)
    {
        var view = _view;
        var shrink = _shrink;
        var total = view.FullTotal;
        switch (shrink?.Mode)
        {
            case "percent":
                total = (int)((long)total * shrink.KeepPercent / 100);
                break;
            case "firstPage" when page > 1:
                return new FeedPage(SnapshotOf(view), total, []);
            case "duplicatePages":
                page = (page + 1) / 2;
                break;
            default:
                break;
        }

        var from = (int)Math.Min((long)(page - 1) * size, total);
        return new FeedPage(SnapshotOf(view), total, view.Full(from, Math.Min(from + size, total), _files));
    }

    public FeedPage IncrementalPage(long since, long until, int page, int size)
    {
        var view = _view;
        var from = (int)Math.Min((long)(page - 1) * size, int.MaxValue / 2);
        var (total, segments) = view.Incremental(since, until, from, from + size, _files);
        return new FeedPage(SnapshotOf(view), total, segments);
    }

    /// <summary>For a feed with a cursor: what follows <paramref name="position"/> in the order of appearance; positions never move.</summary>
    public (IReadOnlyList<Segment> Segments, int Next, bool More) Following(int position, int most)
    {
        lock (_gate)
        {
            var segments = new List<Segment>();
            var end = _base.Count + _tail.Count;
            for (; position < end && segments.Count < most; position++)
            {
                if (position < _base.Count && !_superseded.Contains(position))
                {
                    segments.Add(_files.Base(position, position + 1));
                }
                else if (position >= _base.Count && _tail[position - _base.Count].Latest)
                {
                    segments.Add(_files.Tail(_tail[position - _base.Count]));
                }
            }

            return (segments, position, position < end);
        }
    }

    public int EndPosition
    {
        get
        {
            lock (_gate)
            {
                return _base.Count + _tail.Count;
            }
        }
    }

    public void Shrink(ShrinkOrder? order)
    {
        lock (_gate)
        {
            _shrinks++;
            _shrink = order;
        }
    }

    /// <summary>Carries an order out; the same orders in the same sequence always give the same rows.</summary>
    public ChangeOutcome Apply(ChangeOrder order)
    {
        lock (_gate)
        {
            _orders++;
            var work = new ChangeWork(order, _base, _current, _added, _orders, _lastTime);
            foreach (var step in work.Steps())
            {
                Take(step);
            }

            _added += order.New;
            _lastTime = Math.Max(_lastTime, work.LatestTime);
            _view = new FeedView(_base, _orders, _superseded, _tail);
            return work.Outcome with { SnapshotId = SnapshotOf(_view) };
        }
    }

    public void Dispose() => _files.Dispose();

    private void Take(in ChangeStep step)
    {
        var before = _current.GetValueOrDefault(step.Index);
        var row = _files.Append(step.Index, (before?.Version ?? 1) + (step.IsNew ? 0 : 1), step.Defect, step.Operation, step.Time);
        _tail.Add(row);
        if (before is not null)
        {
            before.Latest = false;
        }
        else if (step.Index < _base.Count)
        {
            _superseded.Add(step.Index);
        }

        _current[step.Index] = row;
        switch (step)
        {
            case { IsNew: true }:
                _tally.New();
                break;
            case { Operation: "d" }:
                _tally.Deleted();
                break;
            case { Defect: { } reason }:
                _tally.Spoiled(reason);
                break;
            case { Heals: { } reason }:
                _tally.Healed(reason, wasSpoiled: before is not null);
                break;
            default:
                break;
        }
    }

    private string SnapshotOf(FeedView view) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{_base.Feed.Letter}{_base.Area.Code}-{(uint)_base.Seed:x}-{view.Number}-{_shrinks}");
}
