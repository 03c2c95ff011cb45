using System.Text.Json;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Tables;

/// <summary>One stored row of a batch: its columns in the table's names.</summary>
/// <param name="WireId">The record that it is about.</param>
/// <param name="Columns">Text by column.</param>
internal sealed record OutboundRow(string WireId, IReadOnlyDictionary<string, string> Columns);

/// <summary>The stored bytes of a batch.</summary>
internal static class OutboundPayload
{
    public static byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) => WireJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("cd_batch", stamp.BatchNo);
        writer.WriteStartArray("rows");
        WireJson.WriteRows(writer, rows);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    public static IReadOnlyList<OutboundRow> Rows(PushBatch batch)
    {
        using var payload = JsonDocument.Parse(batch.Payload);
        return
        [
            .. payload.RootElement.GetProperty("rows").EnumerateArray().Zip(batch.WireIds, (row, id) => new OutboundRow(
                id, row.EnumerateObject().ToDictionary(x => x.Name, x => x.Value.GetString() ?? "", StringComparer.Ordinal))),
        ];
    }
}
