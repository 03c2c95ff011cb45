using System.Globalization;
using System.Text;
using Gateway.Pipeline.Deadlines;
using Gateway.Pipeline.Runs;

namespace Gateway.Host.Dashboard;

/// <summary>What has to be at a platform by when, the most urgent first.</summary>
internal static class DeadlinesPage
{
    private const int Most = 500;

    private static readonly string[] Heads = ["目标", "地区", "检查日期", "截止日期", "剩余工作日", "未完成", "其中停放", "状态"];

    public static string Render(IReadOnlyList<DueResults> due, IReadOnlyDictionary<string, string> names, DateTimeOffset now)
    {
        var page = new StringBuilder("<div class=cards>");
        Card(page, "已超期", due, DueState.Late, "bad");
        Card(page, $"{DueBoard.AtRiskDays} 个工作日内到期", due, DueState.AtRisk, "wait");
        Card(page, "期限内", due, DueState.InTime, "");
        page.Append("</div><section><h2>公示时限<small>自检查日期次日起算的工作日（含调休）；暂定＝该年度的放假安排尚未公布</small></h2><table>");
        PageFrame.Heads(page, Heads, x => x is "目标" or "地区" or "状态");
        foreach (var x in due.Take(Most))
        {
            var (tone, state) = x.State switch { DueState.Late => ("bad", "已超期"), DueState.AtRisk => ("wait", "临期"), _ => ("good", "期限内") };
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=t>{PageFrame.Text(x.Results.Target)}</td><td class=t>{PageFrame.Text(x.Results.Area)} {PageFrame.Text(names.GetValueOrDefault(x.Results.Area))}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{x.Results.CheckedOn:yyyy-MM-dd}</td><td>{x.Due:yyyy-MM-dd}{(x.Provisional ? "（暂定）" : "")}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{x.Left}</td><td>{x.Results.Deliveries:N0}</td><td>{x.Results.Parked:N0}</td><td class=\"t {tone}\">{state}</td></tr>");
        }

        if (due.Count is 0 or > Most)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"t zero\" colspan={Heads.Length}>{(due.Count == 0 ? "没有未完成的公示" : $"只列出前 {Most} 项")}</td></tr>");
        }

        return PageFrame.Around(page.Append("</table></section>"), $"{ChinaTime.Of(now):yyyy-MM-dd HH:mm:ss}");
    }

    private static void Card(StringBuilder page, string name, IReadOnlyList<DueResults> due, DueState state, string tone)
    {
        var count = due.Where(x => x.State == state).Sum(x => x.Results.Deliveries);
        page.Append(CultureInfo.InvariantCulture, $"<div class=card><b class=\"{(count == 0 ? "" : tone)}\">{count:N0}</b><span>{name}</span></div>");
    }
}
