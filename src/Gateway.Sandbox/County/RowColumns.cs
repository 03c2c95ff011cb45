using System.Buffers;
using System.Text.Json;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.County;

/// <summary>Reads a row of a feed as it is served, so that a county knows what the platforms show and nothing else.</summary>
internal static class RowColumns
{
    public static JsonElement Of(FeedBase feed, int index)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, JsonAnswer.WriterOptions))
        {
            writer.WriteStartObject();
            feed.Rows.WriteColumns(writer, feed.RowAt(index).Key);
            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }

    public static string Text(this JsonElement row, string column) => row.GetProperty(column).GetString() ?? "";

    public static IEnumerable<int> GoodRows(this FeedBase feed) => Enumerable.Range(0, feed.Count).Where(index => feed.NatureAt(index).IsGood);
}
