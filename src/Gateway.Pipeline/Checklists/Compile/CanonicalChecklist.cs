using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Contracts.Checklists;

namespace Gateway.Pipeline.Checklists.Compile;

/// <summary>The one JSON form of a checklist: what its digest is made of. The day is not in it, so an unchanged list has unchanged bytes.</summary>
public static class CanonicalChecklist
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = false };

    public static byte[] Bytes(CompiledChecklist checklist)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("area"u8, checklist.Area);
            writer.WriteString("level"u8, checklist.Level);
            writer.WriteStartArray("items"u8);
            foreach (var item in checklist.Items)
            {
                Write(writer, item.Item);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("disputes"u8);
            foreach (var dispute in checklist.Disputes)
            {
                Write(writer, dispute);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    public static void Write(Utf8JsonWriter writer, ChecklistItem item)
    {
        writer.WriteStartObject();
        writer.WriteString("itemId"u8, item.ItemId);
        writer.WriteString("field"u8, item.Field);
        writer.WritePropertyName("lead"u8);
        Write(writer, item.Lead);
        Write(writer, "joining", item.Joining);
        writer.WriteString("matter"u8, item.Matter);
        Write(writer, "matterCodes", item.MatterCodes);
        writer.WriteString("basis"u8, item.Basis);
        writer.WriteString("object"u8, item.Object);
        writer.WriteString("itemClass"u8, item.ItemClass);
        writer.WriteString("method"u8, item.Method);
        writer.WriteString("level"u8, item.Level);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, ChecklistDispute dispute)
    {
        writer.WriteStartObject();
        writer.WriteString("disputeId"u8, dispute.DisputeId);
        writer.WriteString("matter"u8, dispute.Matter);
        writer.WriteString("object"u8, dispute.Object);
        Write(writer, "departments", dispute.Departments);
        Write(writer, "matterCodes", dispute.MatterCodes);
        writer.WriteStartArray("claims"u8);
        foreach (var claim in dispute.Claims)
        {
            writer.WriteStartObject();
            writer.WriteString("field"u8, claim.Field);
            writer.WritePropertyName("lead"u8);
            Write(writer, claim.Lead);
            writer.WriteString("ground"u8, claim.Ground);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<ChecklistDepartment> departments)
    {
        writer.WriteStartArray(name);
        foreach (var department in departments)
        {
            Write(writer, department);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ChecklistDepartment? department)
    {
        if (department is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("code"u8, department.Code);
        writer.WriteString("name"u8, department.Name);
        writer.WriteEndObject();
    }
}
