using System.Text.Json;

namespace Gateway.Sandbox.Data;

/// <summary>信用风险分类结果: one row for about every fifth subject, with the grades as rare as they are in life.</summary>
internal sealed class CreditGradeRows(SubjectRows subjects) : FeedRows(Feed.CreditGrade)
{
    private static readonly string[] WrongGrades = ["E", "", "AA", "高"];

    public override int BaseCount(Area area) => subjects.MadeCount(area) / 5;

    public override void WriteColumns(Utf8JsonWriter writer, in RowKey key)
    {
        var dice = key.Fixed(Feed.CreditGrade);
        var varying = key.Varying(Feed.CreditGrade);
        var code = CodeOf(key);
        var day = new DateOnly(2026, 1 + varying.Next(10), 1);
        var grade = (varying.Next(100) + key.Version) switch { < 65 => "A", < 90 => "B", < 98 => "C", _ => "D" };

        writer.WriteString("credential_code"u8, key.Has("uscc_invalid")
            ? dice.Percent(50) ? Uscc.WithWrongOrganisation(code) : Uscc.WithWrongCheck(code)
            : code);
        writer.WriteString("grade"u8, key.Has("grade_unknown") ? dice.Pick(WrongGrades) : grade);
        writer.WriteString("grade_date"u8, key.Has("date_invalid") ? TextVariety.WrongDate(ref dice) : TextVariety.IsoDate(day));
        writer.WriteString("basis"u8, "企业信用风险分类" + (key.Version > 1 ? "动态调整" : ""));
    }

    /// <summary>The first of five subjects that is a market subject; where none is, a code of its own that no subject has.</summary>
    private static string CodeOf(in RowKey key)
    {
        for (var i = 0; i < 5; i++)
        {
            var facts = SubjectFacts.Of(key.Seed, key.Area, (key.Index * 5) + i, null);
            if (facts.Kind is "01" or "02" or "03")
            {
                return facts.Credential;
            }
        }

        return Uscc.Make("91", key.Area.Code, 700_000_000L + SubjectFacts.NumberOf(key.Area, key.Index));
    }
}
