using Gateway.Sandbox.Data;

namespace Gateway.Sandbox.County;

/// <summary>The good subjects of an area, found by place: a million of them are never held.</summary>
internal sealed class SubjectPool
{
    /// <summary>Natural persons are one in a thousand, so they are looked for once, among as many rows.</summary>
    private const int Searched = 20_000;

    private readonly FeedBase _feed;
    private readonly SubjectRows _rows;
    private readonly Lazy<IReadOnlyList<int>> _persons;

    public SubjectPool(FeedBase feed, SubjectRows rows)
    {
        (_feed, _rows) = (feed, rows);
        _persons = new Lazy<IReadOnlyList<int>>(() =>
            [.. Enumerable.Range(0, Math.Min(rows.MadeCount(feed.Area), Searched)).Where(index => feed.NatureAt(index).IsGood && FactsOf(index).CredentialType == "111")]);
    }

    public CountySubject? Person(ref Dice dice) => _persons.Value.Count == 0 ? null : At(_persons.Value[dice.Next(_persons.Value.Count)]);

    /// <summary>From a place that the dice choose onwards, the first good subject that fits; null where the area has none.</summary>
    public CountySubject? Pick(ref Dice dice, Func<CountySubject, bool> fits)
    {
        var start = _feed.Count == 0 ? 0 : dice.Next(_feed.Count);
        for (var i = 0; i < _feed.Count; i++)
        {
            var index = (start + i) % _feed.Count;
            if (_feed.NatureAt(index).IsGood && At(index) is var subject && IsInRoutingTable(subject) && fits(subject))
            {
                return subject;
            }
        }

        return null;
    }

    /// <summary>The contract says where such a subject's results go; of an enterprise whose code begins otherwise it doesn't.</summary>
    private static bool IsInRoutingTable(CountySubject subject) =>
        subject.Kind is not ("01" or "02" or "03") || (subject.CredentialType == "001" && subject.CredentialCode[..2] is "91" or "92" or "93");

    private CountySubject At(int index)
    {
        var row = RowColumns.Of(_feed, index);
        var (number, address, status) = (row.Text("reg_no"), row.Text("address_registered"), row.Text("status"));
        if (_rows.RealAt(_feed.Area, index) is { } real)
        {
            return new CountySubject(row.Text("subject_kind"), real.Name, "001", real.Code, number, address, status);
        }

        // Facts, not columns: a county writes the plain name and code that the feed shows in variants.
        var facts = FactsOf(index);
        return new CountySubject(facts.Kind, facts.Name, facts.CredentialType, facts.Credential, number, address, status);
    }

    private SubjectFacts FactsOf(int index) => SubjectFacts.Of(_feed.Seed, _feed.Area, index, null);
}
