using System.Text.Json;
using Gateway.Adapters.Http;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Json;

/// <summary>
/// Reads an answer with rows in one pass: its head's scalars by name, its rows into the schema's places. Members may stand in any order;
/// the rows are the array named <c>rowsName</c>, at any depth outside of rows.
/// </summary>
/// <param name="map">Names of the rows' fields.</param>
/// <param name="rowsName">Name of the array of rows.</param>
/// <param name="options">Limits.</param>
public sealed class PageReader(FieldMap map, string rowsName, TransportOptions options)
{
    private readonly RowLimits _limits = new(options.MaxJsonDepth, options.MaxValueBytes);

    /// <summary>Reads a body.</summary>
    /// <param name="body">As received.</param>
    /// <param name="expected">About how many rows there will be.</param>
    /// <exception cref="JsonException">It is no JSON, or cut off.</exception>
    public PageContent Read(ReadOnlyMemory<byte> body, int expected)
    {
        var (utf8, encoding) = BodyText.ToUtf8(body);
        var rowReader = new RowReader(map, utf8, encoding != BodyEncoding.BrokenUtf8, _limits);
        var head = new Dictionary<string, string?>(StringComparer.Ordinal);
        List<RawRow>? rows = null;
        var reader = new Utf8JsonReader(utf8.Span, RowLimits.ReaderOptions);
        var name = "";
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString() ?? "";
                    break;
                case JsonTokenType.StartArray when name == rowsName && rows is null:
                    rows = rowReader.Read(ref reader, expected);
                    break;
                case JsonTokenType.StartArray:
                    reader.Skip();
                    break;
                case JsonTokenType.String:
                    head[name] = reader.GetString();
                    break;
                case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                    head[name] = System.Text.Encoding.UTF8.GetString(reader.ValueSpan);
                    break;
                default:
                    break;
            }
        }

        return new PageContent(head, rows, rowReader.Drift, encoding);
    }
}

/// <summary>What an answer with rows held.</summary>
/// <param name="Head">Scalars outside of rows, by name.</param>
/// <param name="Rows">The rows; <see langword="null"/> when there was no such array.</param>
/// <param name="Drift">What was odd about their shape.</param>
/// <param name="Encoding">What the bytes were.</param>
public sealed record PageContent(
    IReadOnlyDictionary<string, string?> Head, IReadOnlyList<RawRow>? Rows, IReadOnlyList<FieldDrift> Drift, BodyEncoding Encoding)
{
    /// <summary>A scalar of the head, or <see langword="null"/>.</summary>
    public string? this[string name] => Head.GetValueOrDefault(name);
}
