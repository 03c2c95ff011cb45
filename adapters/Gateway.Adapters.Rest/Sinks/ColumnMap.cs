using System.Globalization;
using System.Text.Json;
using Gateway.Adapters.Json;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Rest.Sinks;

/// <summary>Maps the fields of a record to the columns of a target.</summary>
internal sealed class ColumnMap
{
    private readonly (string Column, int Field, ColumnShape Shape)[] _columns;
    private readonly int _id;

    public ColumnMap(
        IReadOnlyList<string> fields, IReadOnlyDictionary<string, string> columns, string id, IReadOnlyDictionary<string, ColumnShape> shapes)
    {
        var places = fields.Select((field, place) => (field, place)).ToDictionary(pair => pair.field, pair => pair.place, StringComparer.Ordinal);
        _columns = [.. columns.Select(column => (
            column.Key, places[column.Value], shapes.GetValueOrDefault(column.Key, ColumnShape.Text)))];
        _id = Array.FindIndex(_columns, column => column.Column == id);
    }

    /// <summary>The rows of a record, or why it can't be mapped.</summary>
    public Mapping Rows(IReadOnlyList<IReadOnlyList<string>> records) => new Mapping.Mapped([.. records.Select(Row)]);

    private WireRow Row(IReadOnlyList<string> values) => new(values[_columns[_id].Field], WireJson.Write(writer =>
    {
        writer.WriteStartObject();
        foreach (var (column, field, shape) in _columns)
        {
            writer.WritePropertyName(column);
            Write(writer, values[field], shape);
        }

        writer.WriteEndObject();
    }));

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
