using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Pipeline.Certification.Certify;

/// <summary>
/// Changes a platform's answer in place, whatever the platform: its rows are the outermost array of objects. Everything else stays as it was
/// sent. Pure.
/// </summary>
public static class JsonSurgery
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How many rows the answer holds; <see langword="null"/> where it is no JSON with rows.</summary>
    public static int? RowsIn(ReadOnlyMemory<byte> body) => Open(body) is { } opened ? opened.Rows.Count : null;

    /// <summary>Names of the first row's fields.</summary>
    public static IReadOnlyList<string> FieldsOf(ReadOnlyMemory<byte> body) =>
        Open(body) is { } opened ? [.. ((JsonObject)opened.Rows[0]!).Select(x => x.Key)] : [];

    /// <summary>The first row as text; <see langword="null"/> where there is none.</summary>
    public static string? FirstRowOf(ReadOnlyMemory<byte> body) => Open(body) is { } opened ? opened.Rows[0]?.ToJsonString() : null;

    public static byte[] WithoutRows(byte[] body) => Change(body, rows => rows.Clear());

    /// <summary>The first row once more, in the place of the last.</summary>
    public static byte[] FirstRowAgain(byte[] body) => Change(body, rows =>
    {
        if (rows.Count > 1)
        {
            rows[^1] = rows[0]!.DeepClone();
        }
    });

    public static byte[] WithField(byte[] body, string name, string value) => Change(body, rows => Each(rows, row => row[name] = value));

    public static byte[] WithoutField(byte[] body, string name) => Change(body, rows => Each(rows, row => row.Remove(name)));

    /// <summary>The field's value of another shape: an object where it was text or a number, text where it was an object or a list.</summary>
    public static byte[] Retyped(byte[] body, string name) => Change(body, rows => Each(rows, row =>
    {
        if (row.TryGetPropertyValue(name, out var value))
        {
            row[name] = value is JsonObject or JsonArray ? "x" : new JsonObject { ["value"] = "x" };
        }
    }));

    private static void Each(JsonArray rows, Action<JsonObject> change)
    {
        foreach (var row in rows.OfType<JsonObject>())
        {
            change(row);
        }
    }

    private static byte[] Change(byte[] body, Action<JsonArray> change)
    {
        if (Open(body) is not { } opened)
        {
            return body; // a token, a secret: no rows to change
        }

        change(opened.Rows);
        return JsonSerializer.SerializeToUtf8Bytes(opened.Root, Plain);
    }

    private static (JsonNode Root, JsonArray Rows)? Open(ReadOnlyMemory<byte> body)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(body.Span);
        }
        catch (JsonException)
        {
            return null;
        }

        var level = new Queue<JsonNode?>([root]);
        while (level.TryDequeue(out var node))
        {
            if (node is JsonArray { Count: > 0 } array && array.All(x => x is JsonObject))
            {
                return (root!, array);
            }

            foreach (var below in node switch
            {
                JsonObject members => members.Select(x => x.Value),
                JsonArray items => items,
                _ => [],
            })
            {
                level.Enqueue(below);
            }
        }

        return null;
    }
}
