using System.Numerics;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Json;

/// <summary>Counts, over the rows of a page, the fields that are new, missing or of another shape.</summary>
internal sealed class DriftCounter(FieldMap map)
{
    // A platform that sends thousands of made-up names must not fill the memory.
    private const int MostNewNames = 100;

    private readonly int[] _missing = new int[map.Names.Length];
    private readonly int[] _retyped = new int[map.Names.Length];
    private readonly Dictionary<string, int> _new = new(StringComparer.Ordinal);

    public void Row(ulong seen, ulong retyped)
    {
        Count(_missing, map.Expected & ~seen);
        Count(_retyped, retyped);
    }

    public void New(string name)
    {
        if (_new.TryGetValue(name, out var rows) || _new.Count < MostNewNames)
        {
            _new[name] = rows + 1;
        }
    }

    public IReadOnlyList<FieldDrift> Result() =>
    [
        .. _new.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new FieldDrift("new", pair.Key, pair.Value)),
        .. Fields("missing", _missing),
        .. Fields("retyped", _retyped),
    ];

    private IEnumerable<FieldDrift> Fields(string kind, int[] counts) =>
        counts.Select((rows, place) => new FieldDrift(kind, map.Names[place] ?? "", rows)).Where(drift => drift.Rows > 0);

    private static void Count(int[] counts, ulong bits)
    {
        while (bits != 0)
        {
            counts[BitOperations.TrailingZeroCount(bits)]++;
            bits &= bits - 1;
        }
    }
}
