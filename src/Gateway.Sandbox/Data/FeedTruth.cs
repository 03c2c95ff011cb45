namespace Gateway.Sandbox.Data;

/// <summary>What a full read of a feed holds, counted as the rows are decided on.</summary>
/// <param name="Rows">Rows served, of every kind.</param>
/// <param name="Good">Rows that can be used: as many records as a gateway that starts from nothing stores.</param>
/// <param name="Repeated">Exact repeats of the row before.</param>
/// <param name="Deleted">Records that changes have deleted so far.</param>
/// <param name="Spoiled">Records whose last good version is older than the (bad) one served.</param>
internal sealed record FeedTruth(string Feed, int Rows, int Good, int Repeated, int Deleted, int Spoiled, IReadOnlyDictionary<string, int> Bad);

/// <summary>The counters behind <see cref="FeedTruth"/>.</summary>
internal sealed class FeedTally
{
    private readonly string _feed;
    private readonly Dictionary<string, int> _bad;
    private int _good;
    private int _repeated;
    private int _deleted;
    private int _spoiled;

    public FeedTally(FeedBase source)
    {
        _feed = source.Feed.Name;
        _bad = source.Feed.Reasons.ToDictionary(reason => reason, _ => 0);
        for (var index = 0; index < source.Count; index++)
        {
            Count(source.NatureAt(index));
        }
    }

    public void New() => _good++;

    public void Deleted()
    {
        _good--;
        _deleted++;
    }

    public void Spoiled(string reason)
    {
        _good--;
        _bad[reason]++;
        _spoiled++;
    }

    public void Healed(string reason, bool wasSpoiled)
    {
        _good++;
        _bad[reason]--;
        _spoiled -= wasSpoiled ? 1 : 0;
    }

    public FeedTruth Truth() =>
        new(_feed, _good + _repeated + _bad.Values.Sum(), _good, _repeated, _deleted, _spoiled, new Dictionary<string, int>(_bad));

    private void Count(in RowNature nature)
    {
        if (nature.Repeat == Repeat.Exact)
        {
            _repeated++;
        }
        else if (nature.Defect is { } reason)
        {
            _bad[reason]++;
        }
        else
        {
            _good++;
        }
    }
}
