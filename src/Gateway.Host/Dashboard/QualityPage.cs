using System.Globalization;
using System.Text;
using Gateway.Contracts;
using Gateway.Pipeline.Quality;
using Gateway.Pipeline.Runs;

namespace Gateway.Host.Dashboard;

/// <summary>Data quality as a page: what is in quarantine and why, and what was odd but usable. Values are masked as stored.</summary>
internal static class QualityPage
{
    public const int Most = 500;

    private static readonly string[] QuarantineHeads = ["地区", "数据", "原因", "字段", "记录", "最早", "样例", "说明"];
    private static readonly string[] IssueHeads = ["地区", "数据", "类别", "字段", "问题", "单位", "次数", "首次", "最近", "样例"];

    public static string Render(
        IReadOnlyList<QuarantineGroup> quarantine, IReadOnlyList<QualityIssue> issues, IReadOnlyDictionary<string, string> names, DateTimeOffset now)
    {
        var page = new StringBuilder();
        page.Append("<section><h2>待处理隔离<small>不能使用的记录；来源改正后下一次读取自动解除</small></h2><table>");
        PageFrame.Heads(page, QuarantineHeads, x => x != "记录");
        foreach (var x in quarantine)
        {
            page.Append("<tr>");
            Texts(page, Area(x.Area, names), Feed(x.Feed), ReasonCodes.Chinese(x.Reason), x.Field);
            Number(page, x.Rows);
            Texts(page, Time(x.Since), x.SampleMasked);
            Wide(page, x.Message);
            page.Append("</tr>");
        }

        End(page, quarantine.Count, QuarantineHeads.Length, "没有隔离的记录");
        page.Append("<section><h2>数据质量问题<small>记录照常使用；读取类为最近一次的数量，检查结果类为累计</small></h2><table>");
        PageFrame.Heads(page, IssueHeads, x => x != "次数");
        foreach (var x in issues)
        {
            page.Append("<tr>");
            Texts(page, Area(x.Area, names), Feed(x.Feed), x.IssueClass, x.Field);
            Wide(page, x.Message);
            Texts(page, x.DeptCode);
            Number(page, x.Occurrences);
            Texts(page, Time(x.FirstSeen), Time(x.LastSeen));
            Wide(page, x.SampleMasked);
            page.Append("</tr>");
        }

        End(page, issues.Count, IssueHeads.Length, "没有发现问题");
        return PageFrame.Around(page, $"{ChinaTime.Of(now):yyyy-MM-dd HH:mm:ss}");
    }

    private static void End(StringBuilder page, int rows, int columns, string none)
    {
        var said = rows == 0 ? none : rows == Most ? $"只列出前 {Most} 项" : null;
        if (said is not null)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"t zero\" colspan={columns}>{said}</td></tr>");
        }

        page.Append("</table></section>");
    }

    private static string Area(string area, IReadOnlyDictionary<string, string> names) => $"{area} {names.GetValueOrDefault(area, "")}";

    private static string Feed(string feed) => FeedNames.Parse(feed)?.Chinese() ?? feed switch
    {
        "result" => "检查结果",
        "checklist" => "事项清单",
        "handling" => "线索办理",
        _ => feed,
    };

    private static string Time(DateTimeOffset at) => ChinaTime.Of(at).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static void Texts(StringBuilder page, params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            page.Append("<td class=t>").Append(PageFrame.Text(text)).Append("</td>");
        }
    }

    private static void Wide(StringBuilder page, string? text) => page.Append("<td class=\"t w\">").Append(PageFrame.Text(text)).Append("</td>");

    private static void Number(StringBuilder page, long value) => page.Append(CultureInfo.InvariantCulture, $"<td>{value:N0}</td>");
}
