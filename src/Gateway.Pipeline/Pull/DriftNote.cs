using Gateway.Adapters.Sources;
using Gateway.Pipeline.Normalise;

namespace Gateway.Pipeline.Pull;

/// <summary>Turns what was odd about how data were laid ready, and fields that are new, missing or of another shape into findings: reported once with counts, breaking nothing.</summary>
internal static class DriftNote
{
    public static void Note(Findings findings, SourcePage page)
    {
        foreach (var finding in page.Findings)
        {
            findings.Add(
                finding.IsLate ? IssueClasses.Late : IssueClasses.Standard, finding.Problem, finding.About, finding.Message);
        }

        Note(findings, page.Rows.Drift);
    }

    public static void Note(Findings findings, IReadOnlyList<FieldDrift> drift)
    {
        foreach (var field in drift)
        {
            var (issueClass, message) = field.Kind switch
            {
                "new" => (IssueClasses.Standard, "平台数据出现配置中没有的字段，已忽略"),
                "missing" => (IssueClasses.Missing, "平台数据缺少应有的字段"),
                _ => (IssueClasses.Standard, "字段的类型与约定不同，按文本读取"),
            };
            findings.Add(issueClass, $"field_{field.Kind}", field.Field, message, rows: field.Rows);
        }
    }
}
