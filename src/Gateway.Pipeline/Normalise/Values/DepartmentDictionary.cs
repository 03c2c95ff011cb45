namespace Gateway.Pipeline.Normalise.Values;

/// <summary>A kind of department, the same in city and counties: its id, its present name, and how names of its offices contain it.</summary>
public sealed record DepartmentKind(string Id, string Name, IReadOnlyList<string> Patterns);

/// <summary>
/// Tells the kind of a department from its name as written: 渭南市市场监督管理局, 大荔县市場監督管理局 and 市监局 are one kind. Words that only look like a
/// department (人民政府 holds 民政) are passed over.
/// </summary>
public sealed class DepartmentDictionary
{
    private readonly WordIndex<DepartmentKind?> _words;
    private readonly Dictionary<string, DepartmentKind> _byId = new(StringComparer.Ordinal);

    public DepartmentDictionary(IReadOnlyList<DepartmentKind> kinds, IReadOnlyList<string> passedOver)
    {
        Kinds = kinds;
        foreach (var kind in kinds)
        {
            if (!_byId.TryAdd(kind.Id, kind))
            {
                throw new ArgumentException($"Department kind {kind.Id} is defined twice.", nameof(kinds));
            }
        }

        _words = new WordIndex<DepartmentKind?>(
            kinds.SelectMany(kind => kind.Patterns.Append(kind.Name).Distinct().Select(word => (word, (DepartmentKind?)kind)))
                .Concat(passedOver.Select(word => (word, (DepartmentKind?)null))));
    }

    public IReadOnlyList<DepartmentKind> Kinds { get; }

    public DepartmentKind? ById(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The kind that the longest matching word names, the first of equals; null when there is none.</summary>
    public DepartmentKind? Match(string? departmentName)
    {
        var key = TextFold.Key(departmentName ?? string.Empty).AsSpan();
        DepartmentKind? best = null;
        var longest = 0;
        for (var at = 0; at < key.Length;)
        {
            if (!_words.TryMatchAt(key, at, out var kind, out var length))
            {
                at++;
                continue;
            }

            if (kind is not null && length > longest)
            {
                (best, longest) = (kind, length);
            }

            at += length;
        }

        return best;
    }

    /// <summary>Every kind named in one cell, in the order written, each once: 公安、税务部门.</summary>
    public IReadOnlyList<DepartmentKind> MatchAll(string? departmentNames)
    {
        var key = TextFold.Key(departmentNames ?? string.Empty).AsSpan();
        var found = new List<DepartmentKind>();
        for (var at = 0; at < key.Length;)
        {
            if (!_words.TryMatchAt(key, at, out var kind, out var length))
            {
                at++;
                continue;
            }

            if (kind is not null && !found.Contains(kind))
            {
                found.Add(kind);
            }

            at += length;
        }

        return found;
    }
}
