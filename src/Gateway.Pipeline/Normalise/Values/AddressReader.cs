namespace Gateway.Pipeline.Normalise.Values;

/// <summary>
/// Reads the area out of an address, which may leave province and city out: the first county named (or zone of the city) wins, a place
/// elsewhere before it ends the search; then a town of that name, if only one county has it; then the city itself.
/// </summary>
internal sealed class AddressReader
{
    private const string Elsewhere = "";

    private readonly WordIndex<string> _places;
    private readonly WordIndex<string> _towns;
    private readonly string[] _prefixes;
    private readonly string _city;
    private readonly string _cityName;

    public AddressReader(AreaDirectory directory)
    {
        _city = directory.City;
        _cityName = TextFold.Key(directory.Areas.First(area => area.Code == directory.City).Name);
        _prefixes = ["中国", "陕西省", "陕西", _cityName, _cityName.TrimEnd('市')];
        _places = new WordIndex<string>(
            directory.Areas.SelectMany(area => area.Words.Select(word => (word, area.Code)))
                .Concat(directory.Elsewhere.Select(word => (word, Elsewhere))));
        _towns = new WordIndex<string>(
            directory.Areas.SelectMany(area => area.Towns.Distinct().Select(town => (Town: TextFold.Key(town), area.Code)))
                .GroupBy(pair => pair.Town)
                .Where(group => group.Count() == 1)
                .Select(group => group.First()));
    }

    public string? Read(string address)
    {
        var key = TextFold.Key(address).AsSpan();
        var start = SkipPrefixes(key);
        for (var at = 0; at < key.Length; at++)
        {
            if (_places.TryMatchAt(key, at, out var area, out var length) && (length > 2 || Names(key, at, start)))
            {
                return area.Length == 0 ? null : area;
            }
        }

        return Town(key, start) ?? (key.IndexOf(_cityName) >= 0 ? _city : null);
    }

    /// <summary>大荔 for 大荔县 counts only where the address begins, and not in 大荔路: streets are called after counties.</summary>
    private static bool Names(ReadOnlySpan<char> key, int at, int start) =>
        key[at + 1] is '县' or '区' or '市' || (at == start && (at + 2 == key.Length || key[at + 2] is not ('路' or '街' or '大' or '巷')));

    /// <summary>A town where the address begins, or, if its name is long enough not to be part of another, anywhere.</summary>
    private string? Town(ReadOnlySpan<char> key, int start)
    {
        for (var at = start; at < key.Length; at++)
        {
            if (_towns.TryMatchAt(key, at, out var area, out var length) && (at == start || length > 2))
            {
                return area;
            }
        }

        return null;
    }

    private int SkipPrefixes(ReadOnlySpan<char> key)
    {
        var start = 0;
        foreach (var prefix in _prefixes)
        {
            if (key[start..].StartsWith(prefix))
            {
                start += prefix.Length;
            }
        }

        return start;
    }
}
