using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Json;

/// <summary>
/// Reads the rows of one page straight from its UTF-8 bytes into the places of the schema. One row's fault (no object, broken bytes, too
/// deep, too long) makes that row unreadable and no other.
/// </summary>
/// <param name="map">Names to places.</param>
/// <param name="body">The page in UTF-8, or nearly so.</param>
/// <param name="validUtf8">Whether <paramref name="body"/> is known to be valid UTF-8.</param>
/// <param name="limits">Deepest nesting and longest value.</param>
internal sealed class RowReader(FieldMap map, ReadOnlyMemory<byte> body, bool validUtf8, RowLimits limits)
{
    private readonly DriftCounter _drift = new(map);
    private readonly ValueCache _cache = new(map.Names.Length);
    private readonly List<(byte[] Name, int Place, string? New)> _order = [];

    /// <summary>What was odd so far.</summary>
    public IReadOnlyList<FieldDrift> Drift => _drift.Result();

    /// <summary>Reads an array of rows; the reader stands on its start and is left on its end.</summary>
    public List<RawRow> Read(ref Utf8JsonReader reader, int expected)
    {
        var rows = new List<RawRow>(expected);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            rows.Add(Row(ref reader));
        }

        return rows;
    }

    private RawRow Row(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return new RawRow(new string?[map.Names.Length], Slice(start, reader), "记录不是 JSON 对象");
        }

        var values = new string?[map.Names.Length];
        ulong seen = 0, retyped = 0;
        string? unreadable = null;
        for (var position = 0; reader.Read() && reader.TokenType != JsonTokenType.EndObject; position++)
        {
            var place = PlaceOf(ref reader, position);
            reader.Read();
            var problem = place < 0 ? Pass(ref reader) : Value(ref reader, place, values, ref retyped);
            unreadable ??= problem;
            seen |= place < 0 ? 0 : 1UL << place;
        }

        var raw = Slice(start, reader);
        if (!validUtf8 && !Utf8.IsValid(raw.Span))
        {
            unreadable = "记录含有无效的 UTF-8 字节";
        }

        _drift.Row(seen, retyped);
        return new RawRow(values, raw, unreadable);
    }

    private ReadOnlyMemory<byte> Slice(int start, in Utf8JsonReader reader) => body[start..(int)reader.BytesConsumed];

    // Rows of a page have their fields in the same order nearly always: the name at a position is compared before it is looked up.
    private int PlaceOf(ref Utf8JsonReader reader, int position)
    {
        if (reader.ValueIsEscaped)
        {
            var unescaped = Encoding.UTF8.GetBytes(Unescape(ref reader) ?? "");
            return Note(unescaped, map.PlaceOf(unescaped));
        }

        var name = reader.ValueSpan;
        if (position < _order.Count && name.SequenceEqual(_order[position].Name))
        {
            if (_order[position].New is { } known)
            {
                _drift.New(known);
            }

            return _order[position].Place;
        }

        var place = Note(name, map.PlaceOf(name));
        if (position < 256)
        {
            var entry = (name.ToArray(), place, place < 0 ? Encoding.UTF8.GetString(name) : null);
            if (position < _order.Count)
            {
                _order[position] = entry;
            }
            else if (position == _order.Count)
            {
                _order.Add(entry);
            }
        }

        return place;
    }

    private int Note(ReadOnlySpan<byte> name, int place)
    {
        if (place < 0)
        {
            _drift.New(Encoding.UTF8.GetString(name[..Math.Min(name.Length, 200)]));
        }

        return place;
    }

    private string? Value(ref Utf8JsonReader reader, int place, string?[] values, ref ulong retyped)
    {
        var shape = map.Shapes[place];
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                values[place] = null;
                return null;
            case JsonTokenType.String:
                retyped |= shape is null or Contracts.FieldShape.Text ? 0 : 1UL << place;
                return Text(ref reader, place, values);
            case JsonTokenType.Number:
                retyped |= shape is null or Contracts.FieldShape.Text ? 0 : 1UL << place;
                values[place] = _cache.Text(reader.ValueSpan, place);
                return null;
            case JsonTokenType.True or JsonTokenType.False:
                retyped |= shape is null ? 0 : 1UL << place;
                values[place] = reader.TokenType == JsonTokenType.True ? "true" : "false";
                return null;
            default:
                var fits = reader.TokenType == JsonTokenType.StartArray ? Contracts.FieldShape.List : Contracts.FieldShape.Object;
                retyped |= shape is null || shape == fits ? 0 : 1UL << place;
                return Nested(ref reader, place, values);
        }
    }

    private string? Text(ref Utf8JsonReader reader, int place, string?[] values)
    {
        if (reader.ValueSpan.Length > limits.LongestValue)
        {
            return $"字段 {map.Names[place]} 超过 {limits.LongestValue} 字节";
        }

        values[place] = reader.ValueIsEscaped ? Unescape(ref reader) : _cache.Text(reader.ValueSpan, place);
        return values[place] is null ? $"字段 {map.Names[place]} 含有无效的转义字符" : null;
    }

    private string? Nested(ref Utf8JsonReader reader, int place, string?[] values)
    {
        var start = (int)reader.TokenStartIndex;
        if (Pass(ref reader) is { } problem)
        {
            return problem;
        }

        var raw = Slice(start, reader).Span;
        if (raw.Length > limits.LongestValue)
        {
            return $"字段 {map.Names[place]} 超过 {limits.LongestValue} 字节";
        }

        values[place] = Encoding.UTF8.GetString(raw);
        return null;
    }

    // Passes over a value, however deep: only a value deeper than allowed spoils its row.
    private string? Pass(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject))
        {
            return null;
        }

        var outer = reader.CurrentDepth;
        var deepest = 0;
        while (reader.Read() && reader.CurrentDepth > outer)
        {
            deepest = Math.Max(deepest, reader.CurrentDepth - outer);
        }

        return deepest > limits.Deepest ? $"嵌套超过 {limits.Deepest} 层" : null;
    }

    private static string? Unescape(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate or broken bytes: no text.
            return null;
        }
    }
}

/// <summary>Limits of a row.</summary>
/// <param name="Deepest">Deepest nesting of a value.</param>
/// <param name="LongestValue">Longest value in bytes.</param>
internal sealed record RowLimits(int Deepest, int LongestValue)
{
    /// <summary>Deep enough never to end a page for one row's sake; the reader keeps one bit a level.</summary>
    public static JsonReaderOptions ReaderOptions { get; } = new() { MaxDepth = 1 << 20 };
}
