using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Adapters.Sinks;

namespace Gateway.Adapters.Json;

/// <summary>How JSON goes out: Chinese unescaped, no blanks.</summary>
public static class WireJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one document to bytes.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An array of rows that are JSON already.</summary>
    public static byte[] WriteArray(IReadOnlyList<WireRow> rows) => Write(writer =>
    {
        writer.WriteStartArray();
        WriteRows(writer, rows);
        writer.WriteEndArray();
    });

    /// <summary>Rows that are JSON already, as elements of the array that is open.</summary>
    public static void WriteRows(Utf8JsonWriter writer, IReadOnlyList<WireRow> rows)
    {
        foreach (var row in rows)
        {
            writer.WriteRawValue(row.Json, skipInputValidation: true);
        }
    }
}
