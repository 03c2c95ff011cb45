using System.Text;
using Gateway.Contracts;

namespace Gateway.Adapters.Json;

/// <summary>The names on the wire of a feed's fields, compiled for look-up by UTF-8 bytes.</summary>
public sealed class FieldMap
{
    private readonly Dictionary<string, int> _places;

    /// <summary>Compiles a configured map.</summary>
    /// <param name="schema">The feed's schema.</param>
    /// <param name="wireNames">Canonical name to name on the wire; a field that is not named is not read.</param>
    /// <exception cref="ArgumentException">A canonical name is not in the schema, or two share a name on the wire.</exception>
    public FieldMap(FeedSchema schema, IReadOnlyDictionary<string, string> wireNames)
    {
        Names = new string?[schema.Fields.Count];
        Shapes = [.. schema.Fields.Select(field => (FieldShape?)field.Shape)];
        _places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (canonical, wire) in wireNames)
        {
            var place = schema.IndexOf(canonical);
            if (place < 0 || !_places.TryAdd(wire, place))
            {
                throw new ArgumentException($"字段映射有误：{canonical} → {wire}", nameof(wireNames));
            }

            Names[place] = wire;
            Expected |= 1UL << place;
        }
    }

    /// <summary>A map of names that keep their own places: what is read is mapped later.</summary>
    /// <param name="names">Names on the wire, in order; at most 64.</param>
    /// <param name="shapes">Expected shape of each; <see langword="null"/> where any will do.</param>
    /// <param name="expected">Which are expected in every row, one bit each.</param>
    internal FieldMap(IReadOnlyList<string> names, IReadOnlyList<FieldShape?> shapes, ulong expected)
    {
        (Names, Shapes, Expected) = ([.. names], [.. shapes], expected);
        _places = names.Select((name, place) => (name, place)).ToDictionary(x => x.name, x => x.place, StringComparer.Ordinal);
    }

    /// <summary>Which places are expected in every row, one bit each.</summary>
    internal ulong Expected { get; }

    /// <summary>The expected shape of every place; <see langword="null"/> where any will do.</summary>
    internal FieldShape?[] Shapes { get; }

    /// <summary>The name on the wire of every place.</summary>
    internal string?[] Names { get; }

    /// <summary>The place of a name, or -1.</summary>
    internal int PlaceOf(ReadOnlySpan<byte> name)
    {
        Span<char> characters = stackalloc char[128];
        if (name.Length > characters.Length || !Encoding.UTF8.TryGetChars(name, characters, out var length))
        {
            return -1;
        }

        return _places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(characters[..length], out var place) ? place : -1;
    }
}
