using System.Globalization;
using System.Text.Json;

namespace Gateway.Sandbox.Data;

/// <summary>工作计划 that the platform holds already; the quantity is free text as departments write it.</summary>
internal sealed class PlanRows() : FeedRows(Feed.Plan)
{
    private static readonly string[] Quantities =
    [
        "10-20%", "60-70家", "不低于0.5%", "10% (20户)", "1户", "3%;2次/年", "=1", "2‰", "不超过15%", "根据实际情况确定", "5%，1次/年", "全覆盖",
    ];

    public override int BaseCount(Area area) => 28;

    public override void WriteColumns(Utf8JsonWriter writer, in RowKey key)
    {
        var dice = key.Fixed(Feed.Plan);
        var varying = key.Varying(Feed.Plan);
        var field = FieldTemplate.All[key.Index % FieldTemplate.All.Count];
        var lead = Department.Of(key.Area, Department.KindOf(field.Lead));
        var name = string.Create(CultureInfo.InvariantCulture, $"2026年{key.Area.Name}{field.Name}跨部门综合监管工作计划（{key.Index + 1}）");
        var start = new DateOnly(2026, 3 + dice.Next(6), 1);

        writer.WriteString("plan_code"u8, string.Create(CultureInfo.InvariantCulture, $"JH{key.Area.Code}2026{key.Index:D4}"));
        writer.WriteString("plan_name"u8, key.Has("name_missing") ? TextVariety.Blank(ref dice) : TextVariety.Variant(name, ref dice));
        writer.WriteString("lead_dept_code"u8, lead.Code);
        writer.WriteString("lead_dept_name"u8, lead.Name);
        Parts.WriteDepartments(writer, "join_depts", key.Area, field.Joins);
        Parts.WriteMatterCodes(writer, "matter_codes", field);
        writer.WriteString("subject_scope"u8, field.Objects[0]);
        writer.WriteString("check_quantity"u8, key.Version > 1 ? "20户" : varying.Pick(Quantities));
        writer.WriteString("start_date"u8, key.Has("date_invalid") ? TextVariety.WrongDate(ref dice) : TextVariety.IsoDate(start));
        writer.WriteString("end_date"u8, "2026-12-31");
        writer.WriteString("plan_year"u8, "2026");
        writer.WriteString("state"u8, "1");
    }
}
