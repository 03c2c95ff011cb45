using System.Text.Json;

namespace Gateway.Sandbox.Data;

/// <summary>监管事项目录清单 of an area: the templates, each with its own state, level, dates and wording.</summary>
internal sealed class MatterRows() : FeedRows(Feed.Matter)
{
    private static readonly string[] WrongCodes = ["6101000100000", "610100010000000", "6101A001000000", "61010001 00000", ""];
    private static readonly string[] Articles = ["第十条", "第十二条第一款", "第二十一条", "第三十条", "第四十五条"];

    public override int BaseCount(Area area) => MatterTemplate.All.Count;

    public override void WriteColumns(Utf8JsonWriter writer, in RowKey key)
    {
        var template = MatterTemplate.All[key.Index % MatterTemplate.All.Count];
        var dice = key.Fixed(Feed.Matter);
        var varying = key.Varying(Feed.Matter);
        var department = Department.Of(key.Area, template.Department);
        // The level belongs to the matter, so that its departments agree; 1 in 25 is the province's alone.
        var shared = Dice.For(key.Seed, key.Area.Ordinal, Feed.Matter.Ordinal, template.Group, purpose: 3);
        var level = shared.Next(25) switch { 0 => "省", < 8 => "省,市,县", < 20 => "市,县", _ => key.Area.IsCity ? "市" : "县" };
        var fate = dice.Next(100);

        writer.WriteString("supervise_item_code"u8, key.Has("item_code_invalid") ? varying.Pick(WrongCodes) : template.Code);
        writer.WriteString("supervise_item_name"u8, key.Has("name_missing") ? TextVariety.Blank(ref varying) : TextVariety.Variant(template.Item, ref dice));
        writer.WriteString("supervise_subitem_name"u8, "");
        writer.WriteString("supervise_dept_name"u8, department.Name);
        writer.WriteString("supervise_dept_code"u8, department.Code);
        writer.WriteString("supervise_object"u8, template.Object);
        writer.WriteString("supervise_mode"u8, key.Version > 1 ? template.Mode + "、现场检查" : template.Mode);
        writer.WriteString("set_basis"u8, Basis(key, template, ref dice));
        writer.WriteString("supervise_level"u8, level);
        writer.WriteString("item_type"u8, "01");
        writer.WriteString("item_class"u8, template.Important ? "重点" : "一般");
        writer.WriteString("industry_code"u8, template.Industry);
        writer.WriteString("area_number"u8, key.Area.Code);
        writer.WriteString("task_version"u8, key.Version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        writer.WriteString("task_state"u8, fate < 3 ? "0" : "1");
        WriteDates(writer, key, fate, ref varying);
        writer.WriteString("implement_code"u8, department.Code + (char)('1' + (template.Group % 5)));
    }

    private static string Basis(in RowKey key, MatterTemplate template, ref Dice dice)
    {
        var article = dice.Pick(Articles);
        var basis = dice.Percent(4) ? template.Law : template.Law + article;
        return key.Version > 1 ? basis + "（" + template.Law + "第五十条）" : basis;
    }

    private static void WriteDates(Utf8JsonWriter writer, in RowKey key, int fate, ref Dice dice)
    {
        var effective = fate is >= 3 and < 6 ? "2099-01-01" : TextVariety.Date(new DateOnly(2021, 1 + (fate % 12), 1 + (fate % 28)), ref dice);
        var cancelled = fate switch { >= 6 and < 9 => "2025-06-30", < 40 => "2099-12-31", _ => "" };
        if (key.Has("date_invalid"))
        {
            (effective, cancelled) = dice.Percent(50) ? (TextVariety.WrongDate(ref dice), "") : ("2021-01-01", TextVariety.WrongDate(ref dice));
        }

        writer.WriteString("plan_effective_date"u8, effective);
        writer.WriteString("plan_cancel_date"u8, cancelled);
    }
}
