using System.Text.Json;

namespace Gateway.Sandbox.Data;

/// <summary>The nested parts that plans and tasks share.</summary>
internal static class Parts
{
    public static void WriteDepartments(Utf8JsonWriter writer, string member, Area area, IEnumerable<string> shortNames)
    {
        writer.WriteStartArray(member);
        foreach (var shortName in shortNames)
        {
            var department = Department.Of(area, Department.KindOf(shortName));
            writer.WriteStartObject();
            writer.WriteString("code"u8, department.Code);
            writer.WriteString("name"u8, department.Name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static void WriteMatterCodes(Utf8JsonWriter writer, string member, FieldTemplate field)
    {
        writer.WriteStartArray(member);
        foreach (var code in MatterTemplate.All.Where(matter => matter.Law == field.Law).Select(matter => matter.Code).Distinct().Take(4))
        {
            writer.WriteStringValue(code);
        }

        writer.WriteEndArray();
    }
}
