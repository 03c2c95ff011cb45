using System.Globalization;
using System.Text.Json;
using Gateway.Adapters.Json;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Rest.Sinks;

/// <summary>Maps the fields of a record to the columns of a target, by the profile's rules.</summary>
internal sealed class ColumnMap
{
    private readonly RowMapping _mapping;
    private readonly int[] _sources;
    private readonly ColumnShape[] _shapes;
    private readonly int _id;

    public ColumnMap(
        IReadOnlyList<string> fields, IReadOnlyDictionary<string, FieldRule> columns, string id, IReadOnlyDictionary<string, ColumnShape> shapes,
        TimeProvider time)
    {
        string[] names = [.. columns.Keys];
        _mapping = RowMapping.Compile(names, columns, time);
        _sources = [.. _mapping.Sources.Select(source => fields.ToList().IndexOf(source))];
        _shapes = [.. names.Select(name => shapes.GetValueOrDefault(name, ColumnShape.Text))];
        _id = Array.IndexOf(names, id);
    }

    /// <summary>The rows of a record, or why it can't be mapped: then none of them is sent.</summary>
    public Mapping Rows(IReadOnlyList<IReadOnlyList<string>> records)
    {
        var rows = new List<WireRow>(records.Count);
        foreach (var record in records)
        {
            var (values, problem) = _mapping.Map([.. _sources.Select(source => record[source])]);
            if (problem is not null || values[_id] is not { Length: > 0 } id)
            {
                return new Mapping.Unmappable("mapping_failed", problem ?? "标识列没有值");
            }

            rows.Add(new WireRow(id, Json(values)));
        }

        return new Mapping.Mapped(rows);
    }

    private byte[] Json(string?[] values) => WireJson.Write(writer =>
    {
        writer.WriteStartObject();
        for (var column = 0; column < values.Length; column++)
        {
            writer.WritePropertyName(_mapping.Targets[column]);
            Write(writer, values[column] ?? "", _shapes[column]);
        }

        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, string value, ColumnShape shape)
    {
        switch (shape)
        {
            case ColumnShape.List:
                writer.WriteStartArray();
                foreach (var item in value.Split(',', StringSplitOptions.RemoveEmptyEntries))
                {
                    writer.WriteStringValue(item);
                }

                writer.WriteEndArray();
                break;
            case ColumnShape.Number when decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number):
                writer.WriteNumberValue(number);
                break;
            case ColumnShape.Number or ColumnShape.Text:
                writer.WriteStringValue(value);
                break;
        }
    }
}
