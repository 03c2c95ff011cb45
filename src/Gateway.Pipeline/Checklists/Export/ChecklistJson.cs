using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Pipeline.Checklists.Compile;
using Gateway.Pipeline.Checklists.Versions;

namespace Gateway.Pipeline.Checklists.Export;

/// <summary>A version as JSON, for programs: all of the list, its disputes and where it comes from.</summary>
public static class ChecklistJson
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    public static void Write(Stream output, string areaName, StoredChecklist checklist)
    {
        using var writer = new Utf8JsonWriter(output, Readable);
        writer.WriteStartObject();
        writer.WriteString("area"u8, checklist.List.Area);
        writer.WriteString("areaName"u8, areaName);
        writer.WriteString("level"u8, checklist.List.Level);
        writer.WriteNumber("version"u8, checklist.Version);
        writer.WriteString("compiledFor"u8, checklist.CompiledFor.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        writer.WriteString("rulesVersion"u8, checklist.RulesVersion);
        writer.WriteString("digest"u8, Convert.ToHexStringLower(checklist.Digest));
        writer.WriteStartArray("items"u8);
        foreach (var item in checklist.List.Items)
        {
            CanonicalChecklist.Write(writer, item.Item);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("disputes"u8);
        foreach (var dispute in checklist.List.Disputes)
        {
            CanonicalChecklist.Write(writer, dispute);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
