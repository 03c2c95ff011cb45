using System.Globalization;
using System.Text.Json;

namespace Gateway.Sandbox.Data;

/// <summary>执法检查人员名录库 and 专家名录库: synthetic persons; experts have kind 9 alone.</summary>
internal sealed class PersonRows(Feed feed) : FeedRows(feed)
{
    private static readonly string[] Qualifications = ["行政执法证", "特种设备安全监察员证", "食品检查员", "药品检查员", "消防监督检查资格", ""];
    private static readonly string[] Specialties = ["食品安全", "危险化学品", "燃气", "建筑工程", "特种设备", "医保基金", "环境监测", "财务审计"];

    public override int BaseCount(Area area) => Feed == Feed.Expert ? 40 : area.IsCity ? 360 : 240;

    public override void WriteColumns(Utf8JsonWriter writer, in RowKey key)
    {
        var dice = key.Fixed(Feed);
        var varying = key.Varying(Feed);
        var department = Department.Of(key.Area, dice.Next(Department.Count));
        var kind = Feed == Feed.Expert ? "9" : (1 + dice.Next(3)).ToString(CultureInfo.InvariantCulture);
        var name = SubjectFacts.PersonName(ref dice);
        var birth = new DateOnly(1964 + dice.Next(38), 1 + dice.Next(12), 1 + dice.Next(28));
        var number = IdNumber.Make(key.Area.Code, birth, key.Index);

        writer.WriteString("person_name"u8, key.Has("name_missing") ? TextVariety.Blank(ref dice) : name);
        writer.WriteString("person_kind"u8, key.Has("kind_unknown") ? "7" : kind);
        writer.WriteString("dept_name"u8, department.Name);
        writer.WriteString("dept_code"u8, department.Code);
        writer.WriteString("law_no"u8, LawNumber(Feed, key.Area, key.Index));
        writer.WriteString("qualification"u8, dice.Pick(Qualifications));
        writer.WriteString("specialty"u8, varying.Pick(Specialties) + (key.Version > 1 ? "、执法监督" + key.Version.ToString(CultureInfo.InvariantCulture) : ""));
        writer.WriteString("area_number"u8, key.Area.Code);
        writer.WriteString("state"u8, dice.Percent(6) ? "0" : "1");
        writer.WriteString("id_number"u8, key.Has("id_invalid")
            ? dice.Percent(50) ? IdNumber.WithWrongBirthday(number) : IdNumber.WithWrongCheck(number)
            : number);
    }

    public static string LawNumber(Feed feed, Area area, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{(feed == Feed.Expert ? "ZJ" : "SX")}{area.Code}{index:D5}");
}
