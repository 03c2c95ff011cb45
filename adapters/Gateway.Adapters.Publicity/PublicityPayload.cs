using System.Text.Json;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Publicity;

/// <summary>The stored bytes of a batch: what is posted for items; for withdrawals, the list that is posted one by one.</summary>
internal static class PublicityPayload
{
    public const string Id = "CCJCID";

    public static byte[] Compose(BatchStamp stamp, IReadOnlyList<WireRow> rows) => WireJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("batchNo", stamp.BatchNo);
        writer.WriteStartArray("items");
        WireJson.WriteRows(writer, rows);
        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <summary>The system's own words in an answer.</summary>
    public static string WordsOf(JsonElement answer) => answer.TextOf("msg") ?? answer.TextOf("message") ?? "";

    public static JsonDocument Read(PushBatch batch) => JsonDocument.Parse(batch.Payload);

    public static IEnumerable<JsonElement> Items(JsonDocument payload) => payload.RootElement.GetProperty("items").EnumerateArray();
}
