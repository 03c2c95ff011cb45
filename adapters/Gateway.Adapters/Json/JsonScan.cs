using System.Text;
using System.Text.Json;

namespace Gateway.Adapters.Json;

/// <summary>
/// Finds values in a JSON answer by dotted paths (<c>data.page.total</c>; <c>$</c> is the whole) in one pass over its bytes: scalars as text,
/// and the rows as the bytes that they are. Nothing is built for what is not asked for, however large the answer.
/// </summary>
/// <param name="scalars">Paths of single values.</param>
/// <param name="rows">Path of the rows, if there are any to be found.</param>
public sealed class JsonScan(IReadOnlyCollection<string> scalars, string? rows)
{
    /// <summary>The path of the whole answer.</summary>
    public const string Whole = "$";

    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 1 << 20 };

    private readonly HashSet<string> _scalars = new(scalars, StringComparer.Ordinal);

    /// <summary>Reads an answer.</summary>
    /// <param name="utf8">The answer in UTF-8.</param>
    /// <exception cref="JsonException">It is no JSON, or cut off.</exception>
    public JsonFindings Read(ReadOnlyMemory<byte> utf8)
    {
        var found = new Dictionary<string, string?>(StringComparer.Ordinal);
        ReadOnlyMemory<byte>? slice = null;
        var reader = new Utf8JsonReader(utf8.Span, Deep);
        var path = new List<string>();
        var name = Whole;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = Join(path, reader.GetString() ?? "");
                    break;
                // An object in the place of the whole is an answer of another kind, not a single row.
                case JsonTokenType.StartArray or JsonTokenType.StartObject
                    when name == rows && slice is null && (name != Whole || reader.TokenType == JsonTokenType.StartArray):
                    slice = Skip(ref reader, utf8);
                    break;
                case JsonTokenType.StartObject when name == Whole || IsAbove(name):
                    path.Add(name);
                    break;
                case JsonTokenType.EndObject:
                    path.RemoveAt(path.Count - 1);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    reader.Skip();
                    break;
                case JsonTokenType.String when _scalars.Contains(name):
                    found[name] = reader.GetString();
                    break;
                case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False when _scalars.Contains(name):
                    found[name] = Encoding.UTF8.GetString(reader.ValueSpan);
                    break;
                default:
                    break;
            }
        }

        return new JsonFindings(found, slice);
    }

    private static string Join(List<string> path, string member) =>
        path is [] or [Whole] ? member : string.Concat(path[^1], ".", member);

    private bool IsAbove(string name) =>
        _scalars.Any(path => IsBelow(path, name)) || (rows is not null && IsBelow(rows, name));

    private static bool IsBelow(string path, string name) =>
        path.Length > name.Length && path[name.Length] == '.' && path.StartsWith(name, StringComparison.Ordinal);

    private static ReadOnlyMemory<byte> Skip(ref Utf8JsonReader reader, ReadOnlyMemory<byte> utf8)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return utf8[start..(int)reader.BytesConsumed];
    }
}

/// <summary>What was found in an answer.</summary>
/// <param name="Scalars">Single values by their path; one that is absent or JSON null is not in it.</param>
/// <param name="Rows">The rows' bytes: an array, or an object where a single one came without an array.</param>
public sealed record JsonFindings(IReadOnlyDictionary<string, string?> Scalars, ReadOnlyMemory<byte>? Rows)
{
    /// <summary>A single value, or <see langword="null"/>.</summary>
    public string? this[string? path] => path is null ? null : Scalars.GetValueOrDefault(path);
}
