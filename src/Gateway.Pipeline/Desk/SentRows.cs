using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Pipeline.Desk;

/// <summary>
/// A record's rows within its batch's business bytes, masked. What form a platform's batch has is not known here: the rows are the members
/// of the one array that is as long as the batch has rows; where none is, the whole is shown only if the record was alone in it. Pure.
/// </summary>
internal static class SentRows
{
    private static readonly JsonSerializerOptions Shown = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(byte[] payload, long[] members, int[] rows, int total, long delivery, PersonalMask mask)
    {
        var at = Array.IndexOf(members, delivery);
        JsonNode? whole;
        try
        {
            whole = JsonNode.Parse(payload);
        }
        catch (JsonException)
        {
            return members.Length == 1 ? mask.Text(Encoding.UTF8.GetString(payload)) : "（该平台的批次不是 JSON，无法分出单条）";
        }

        if (at >= 0 && ArrayOf(whole, total) is { } array)
        {
            var own = array.Skip(rows.Take(at).Sum()).Take(rows[at]).Select(x => mask.Node(x)).ToArray();
            return own is [var single] ? Json(single) : Json(new JsonArray(own));
        }

        return members.Length == 1 ? Json(mask.Node(whole)) : "（无法从批次中分出单条）";
    }

    private static string Json(JsonNode? node) => node?.ToJsonString(Shown) ?? "null";

    private static JsonArray? ArrayOf(JsonNode? node, int length) => node switch
    {
        JsonArray array when array.Count == length && array.All(x => x is JsonObject) => array,
        JsonArray array => array.Select(x => ArrayOf(x, length)).FirstOrDefault(x => x is not null),
        JsonObject members => members.Select(x => ArrayOf(x.Value, length)).FirstOrDefault(x => x is not null),
        _ => null,
    };
}
