using System.Globalization;
using System.Text.Json;

namespace Gateway.Sandbox.Data;

/// <summary>抽查任务 of profile 4.</summary>
internal sealed class TaskRows(SubjectRows subjects) : FeedRows(Feed.Task)
{
    public override int BaseCount(Area area) => 60;

    public override void WriteColumns(Utf8JsonWriter writer, in RowKey key)
    {
        var dice = key.Fixed(Feed.Task);
        var field = FieldTemplate.All[key.Index % FieldTemplate.All.Count];
        var lead = Department.Of(key.Area, Department.KindOf(field.Lead));
        var name = string.Create(CultureInfo.InvariantCulture, $"{field.Name}联合抽查任务{key.Index + 1}");
        var start = new DateOnly(2026, 4 + dice.Next(7), 1 + dice.Next(28));

        writer.WriteString("taskCode"u8, IdentityOf(key.Area, key.Index));
        writer.WriteString("taskName"u8, key.Has("name_missing") ? TextVariety.Blank(ref dice) : name);
        writer.WriteStartObject("leadDept"u8);
        writer.WriteString("code"u8, lead.Code);
        writer.WriteString("name"u8, lead.Name);
        writer.WriteEndObject();
        Parts.WriteDepartments(writer, "joinDepts", key.Area, field.Joins);
        Parts.WriteMatterCodes(writer, "matterCodes", field);
        WriteSubjects(writer, key, ref dice);
        writer.WriteString("startDate"u8, key.Has("date_invalid") ? TextVariety.WrongDate(ref dice) : TextVariety.IsoDate(start));
        writer.WriteString("endDate"u8, TextVariety.IsoDate(start.AddDays(30 + key.Version)));
        writer.WriteString("checkWay"u8, dice.Percent(70) ? "实地核查" : "书面检查");
    }

    private void WriteSubjects(Utf8JsonWriter writer, in RowKey key, ref Dice dice)
    {
        writer.WriteStartArray("subjectCodes"u8);
        var made = subjects.MadeCount(key.Area);
        for (var i = 0; i < 8 && made > 0; i++)
        {
            var facts = SubjectFacts.Of(key.Seed, key.Area, dice.Next(made), null);
            if (facts.CredentialType == "001")
            {
                writer.WriteStringValue(facts.Credential);
            }
        }

        writer.WriteEndArray();
    }
}
