using System.Text;
using System.Text.Json;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.Mappings;

/// <summary>
/// The one way in which a page with rows under source names becomes rows of a feed: a JSON array of objects, alone or somewhere in an
/// answer. Bounded as every reading of a platform's bytes: one bad row spoils one row. A row with a problem of mapping keeps the fields
/// that could be mapped, its identity among them, and is unreadable.
/// </summary>
public sealed class MappedRows
{
    private readonly RowMapping _mapping;
    private readonly FieldMap _names;
    private readonly RowLimits _limits;
    private readonly bool _direct;

    /// <summary>Prepares the reading of a feed.</summary>
    /// <param name="schema">The feed's schema.</param>
    /// <param name="mapping">To the fields of the schema (<see cref="FieldRules.Compile"/>).</param>
    /// <param name="maxDepth">Deepest nesting of a value.</param>
    /// <param name="maxValueBytes">Longest value.</param>
    public MappedRows(FeedSchema schema, RowMapping mapping, int maxDepth, int maxValueBytes)
    {
        (_mapping, _limits) = (mapping, new RowLimits(maxDepth, maxValueBytes));
        // Renames alone are read into their places at once.
        _direct = mapping.IsRename && mapping.Rules.Values.All(rule => rule.Optional != true);
        _names = _direct
            ? new FieldMap(schema, mapping.Rules.ToDictionary(rule => rule.Key, rule => rule.Value.From is [var source, ..] ? source : "", StringComparer.Ordinal))
            : SourceNames(schema, mapping);
    }

    /// <summary>The mapping.</summary>
    public RowMapping Mapping => _mapping;

    /// <summary>Reads a body that is an array of rows.</summary>
    /// <param name="body">UTF-8 (GB18030 is found out) JSON.</param>
    /// <exception cref="JsonException">It is no JSON array, or cut off.</exception>
    public PageRows Read(ReadOnlyMemory<byte> body)
    {
        var page = ReadPage(body, "", 100);
        return new PageRows(page.Rows ?? throw new JsonException("The body is no array of rows."), page.Drift);
    }

    /// <summary>Reads an answer: the rows at a place, and every scalar outside of arrays by its dotted path.</summary>
    /// <param name="body">UTF-8 (GB18030 is found out) JSON.</param>
    /// <param name="rowsPath">Where the array of rows stands, for example <c>data.list</c>; empty for the body itself.</param>
    /// <param name="expected">About how many rows there will be.</param>
    /// <exception cref="JsonException">It is no JSON, or cut off.</exception>
    /// <exception cref="InvalidOperationException">A text outside of the rows is broken.</exception>
    public PageContent ReadPage(ReadOnlyMemory<byte> body, string rowsPath, int expected)
    {
        var (utf8, encoding) = BodyText.ToUtf8(body);
        var rowReader = new RowReader(_names, utf8, encoding != BodyEncoding.BrokenUtf8, _limits);
        var head = new Dictionary<string, string?>(StringComparer.Ordinal);
        List<RawRow>? rows = null;
        var reader = new Utf8JsonReader(utf8.Span, RowLimits.ReaderOptions);
        var path = new JsonPath();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    path.Name(reader.GetString() ?? "");
                    break;
                case JsonTokenType.StartObject:
                    path.Enter();
                    break;
                case JsonTokenType.EndObject:
                    path.Leave();
                    break;
                case JsonTokenType.StartArray when rows is null && path.ToString() == rowsPath:
                    rows = rowReader.Read(ref reader, expected);
                    break;
                case JsonTokenType.StartArray:
                    reader.Skip();
                    break;
                case JsonTokenType.String:
                    head[path.ToString()] = reader.GetString();
                    break;
                case JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False:
                    head[path.ToString()] = Encoding.UTF8.GetString(reader.ValueSpan);
                    break;
                default:
                    break;
            }
        }

        return new PageContent(head, rows is null ? null : Mapped(rows), rowReader.Drift, encoding);
    }

    /// <summary>A row whose values the transport has read already.</summary>
    /// <param name="values">Values by place of <see cref="RowMapping.Sources"/>.</param>
    /// <param name="raw">The row's own bytes; empty when it has none.</param>
    public RawRow Of(ReadOnlySpan<string?> values, ReadOnlyMemory<byte> raw)
    {
        var (mapped, problem) = _mapping.Map(values);
        return new RawRow(mapped, raw, problem);
    }

    private List<RawRow> Mapped(List<RawRow> rows)
    {
        for (var i = 0; i < rows.Count && !_direct; i++)
        {
            var (mapped, problem) = _mapping.Map(rows[i].Values);
            rows[i] = new RawRow(mapped, rows[i].Raw, rows[i].Unreadable ?? problem);
        }

        return rows;
    }

    // A source that only is renamed has the shape of its target; what steps make of another may have any.
    private static FieldMap SourceNames(FeedSchema schema, RowMapping mapping)
    {
        var shapes = new FieldShape?[mapping.Sources.Count];
        ulong expected = 0;
        for (var place = 0; place < shapes.Length; place++)
        {
            var users = mapping.Rules.Where(rule => rule.Value.From?.Contains(mapping.Sources[place]) == true).ToList();
            shapes[place] = users is [{ Value.IsRename: true, Key: var target }] ? schema.Fields[schema[target]].Shape : null;
            expected |= users.Exists(rule => rule.Value is { Optional: not true, From.Count: 1 }) ? 1UL << place : 0;
        }

        return new FieldMap(mapping.Sources, shapes, expected);
    }

    /// <summary>Where a reader stands outside of arrays.</summary>
    private sealed class JsonPath
    {
        private readonly List<string> _open = [];
        private string _name = "";

        public void Name(string name) => _name = name;

        public void Enter()
        {
            _open.Add(_name);
            _name = "";
        }

        public void Leave()
        {
            _open.RemoveAt(_open.Count - 1);
            _name = "";
        }

        // The root object has no name.
        public override string ToString() => _open.Count <= 1 ? _name : string.Join('.', _open.Skip(1).Append(_name));
    }
}
