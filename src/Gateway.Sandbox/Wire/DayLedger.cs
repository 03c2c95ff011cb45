namespace Gateway.Sandbox.Wire;

/// <summary>What a target holds of one id.</summary>
internal sealed record LedgerEntry(string Id, string Group, int Day, string State, string Digest, string ContentHash, string Operation, int Versions, int Received);

/// <summary>Entries by id and by day; pages walk the days in order, and within a day in the order of arrival.</summary>
internal sealed class DayLedger
{
    /// <summary>State of an entry that the platform lost: put, it is gone.</summary>
    public const string Dropped = "DROPPED";

    private readonly Dictionary<string, LedgerEntry> _byId = [];
    private readonly SortedDictionary<int, Dictionary<string, LedgerEntry>> _byDay = [];

    public int Count => _byId.Count;

    public IEnumerable<LedgerEntry> All => _byId.Values;

    public LedgerEntry? Find(string id) => _byId.GetValueOrDefault(id);

    public void Put(LedgerEntry entry)
    {
        if (_byId.TryGetValue(entry.Id, out var before) && before.Day != entry.Day && _byDay.TryGetValue(before.Day, out var old))
        {
            old.Remove(entry.Id);
        }

        if (entry.State == Dropped)
        {
            _byId.Remove(entry.Id);
            _byDay.GetValueOrDefault(entry.Day)?.Remove(entry.Id);
            return;
        }

        _byId[entry.Id] = entry;
        if (!_byDay.TryGetValue(entry.Day, out var day))
        {
            _byDay[entry.Day] = day = [];
        }

        day[entry.Id] = entry;
    }

    public (int Total, IReadOnlyList<LedgerEntry> Entries) Page(int from, int to, int page, int size, Func<LedgerEntry, bool> belongs)
    {
        var total = 0;
        var entries = new List<LedgerEntry>(size);
        var (first, end) = ((long)(page - 1) * size, (long)page * size);
        foreach (var (_, day) in _byDay.SkipWhile(day => day.Key < from).TakeWhile(day => day.Key <= to))
        {
            foreach (var entry in day.Values.Where(belongs))
            {
                if (total >= first && total < end)
                {
                    entries.Add(entry);
                }

                total++;
            }
        }

        return (total, entries);
    }
}
