using System.Globalization;
using Gateway.Adapters.Inspection;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.Checklists;

namespace Gateway.Adapters.ExchangeRest;

/// <summary>The row of a checklist item; column names chosen.</summary>
internal sealed class ChecklistRow(string cdSource, IReadOnlyDictionary<string, string> names, string? areaCode = null)
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "record_unique_identity", "area_number", "list_version", "supervise_field", "lead_dept_code", "lead_dept_name", "join_depts",
        "supervise_item_name", "matter_codes", "set_basis", "supervise_object", "item_class", "check_mode", "supervise_level",
        "cd_id", "cd_time", "cd_source", "cd_batch", "cd_operation",
    ];

    public static Dictionary<string, string> Defaults() => Columns.ToDictionary(name => name, name => name, StringComparer.Ordinal);

    public Mapping Map(ChecklistEntry entry, BatchStamp stamp)
    {
        if (entry.Item.Lead is not { } lead)
        {
            return new Mapping.Unmappable("lead_pending", "牵头单位待定，不能报送");
        }

        var identity = $"{entry.Area}-{entry.Item.ItemId}";
        return new Mapping.Mapped([new WireRow(identity, Json(entry, lead, identity, stamp))]);
    }

    private byte[] Json(ChecklistEntry entry, ChecklistDepartment lead, string identity, BatchStamp stamp) => WireJson.Write(writer =>
    {
        var item = entry.Item;
        var version = entry.ListVersion.ToString(CultureInfo.InvariantCulture);
        void Text(string column, string value) => writer.WriteString(names[column], value);
        writer.WriteStartObject();
        Text("record_unique_identity", identity);
        Text("area_number", areaCode ?? entry.Area);
        Text("list_version", version);
        Text("supervise_field", item.Field);
        Text("lead_dept_code", lead.Code);
        Text("lead_dept_name", lead.Name);
        writer.WriteStartArray(names["join_depts"]);
        foreach (var department in item.Joining)
        {
            writer.WriteStartObject();
            writer.WriteString("code", department.Code);
            writer.WriteString("name", department.Name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        Text("supervise_item_name", item.Matter);
        writer.WriteStartArray(names["matter_codes"]);
        foreach (var code in item.MatterCodes)
        {
            writer.WriteStringValue(code);
        }

        writer.WriteEndArray();
        Text("set_basis", item.Basis);
        Text("supervise_object", item.Object);
        Text("item_class", item.ItemClass);
        Text("check_mode", item.Method);
        Text("supervise_level", item.Level);
        Text("cd_id", $"{identity}-{version}");
        Text("cd_time", WireText.Time(stamp.FormedAt));
        Text("cd_source", cdSource);
        Text("cd_batch", stamp.BatchNo);
        Text("cd_operation", WireText.Operation(entry.Operation));
        writer.WriteEndObject();
    });
}
