using System.Globalization;
using System.Text;
using Gateway.Pipeline.Alerts;
using Gateway.Pipeline.Deadlines;
using Gateway.Pipeline.Runs;

namespace Gateway.Host.Dashboard;

/// <summary>What has to be at a platform by when, the most urgent first, and what operators were told of.</summary>
internal static class DeadlinesPage
{
    private const int Most = 500;

    private static readonly string[] Heads = ["目标", "地区", "检查日期", "截止日期", "剩余工作日", "未完成", "其中停放", "预计完成", "状态"];
    private static readonly string[] AlertHeads = ["告警", "目标", "地区", "涉及", "自", "说明"];

    public static string Render(
        DueOverview overview, IReadOnlyList<OpenAlert> alerts, IReadOnlyDictionary<string, string> names, DateTimeOffset now)
    {
        var page = new StringBuilder("<div class=cards>");
        Card(page, "已超期", overview.Due, DueState.Late, "bad");
        Card(page, "临期或预计超期", overview.Due, DueState.AtRisk, "wait");
        Card(page, "期限内", overview.Due, DueState.InTime, "");
        foreach (var pace in overview.Paces.Values.Where(x => overview.Due.Any(y => y.Results.Target == x.Target)).OrderBy(x => x.Target, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"<div class=card><b class=\"{(pace.PerHour > 0 ? "" : "bad")}\">{pace.PerHour:N0}</b><span>{PageFrame.Text(pace.Target)} 每小时</span></div>");
        }

        page.Append("</div>");
        Alerts(page, [.. alerts.Where(x => x.RaisedAt is not null)], names);
        Due(page, overview.Due, names);
        return PageFrame.Around(page, $"{ChinaTime.Of(now):yyyy-MM-dd HH:mm:ss}");
    }

    private static void Alerts(StringBuilder page, IReadOnlyList<OpenAlert> alerts, IReadOnlyDictionary<string, string> names)
    {
        if (alerts.Count == 0)
        {
            return;
        }

        page.Append("<section><h2>告警<small>每个目标、地区、种类一条；每天提醒一次，消失半小时后解除</small></h2><table>");
        PageFrame.Heads(page, AlertHeads, x => x is not ("涉及" or "自"));
        foreach (var x in alerts)
        {
            var (tone, kind) = x.Kind switch
            {
                AlertKinds.Late => ("bad", "已超期"),
                AlertKinds.AtRisk => ("wait", "可能超期"),
                AlertKinds.StatusStuck => ("bad", "状态消息积压"),
                _ => ("wait", x.Kind),
            };
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"t {tone}\">{PageFrame.Text(kind)}</td><td class=t>{PageFrame.Text(x.Target)}</td><td class=t>{Area(x.Area, names)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{x.Subjects:N0}</td><td>{ChinaTime.Of(x.RaisedAt ?? x.SeenAt):MM-dd HH:mm}</td><td class=\"t w\">{PageFrame.Text(x.Words)}</td></tr>");
        }

        page.Append("</table></section>");
    }

    private static void Due(StringBuilder page, IReadOnlyList<DueResults> due, IReadOnlyDictionary<string, string> names)
    {
        page.Append("<section><h2>公示时限<small>自检查日期次日起算的工作日（含调休）；暂定＝该年度的放假安排尚未公布；预计按近三小时最快的十分钟推算</small></h2><table>");
        PageFrame.Heads(page, Heads, x => x is "目标" or "地区" or "状态");
        foreach (var x in due.Take(Most))
        {
            var (tone, state) = x.State switch { DueState.Late => ("bad", "已超期"), DueState.AtRisk => ("wait", x.Left > DueBoard.AtRiskDays ? "预计超期" : "临期"), _ => ("good", "期限内") };
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=t>{PageFrame.Text(x.Results.Target)}</td><td class=t>{Area(x.Results.Area, names)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{x.Results.CheckedOn:yyyy-MM-dd}</td><td>{x.Due:yyyy-MM-dd}{(x.Provisional ? "（暂定）" : "")}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{x.Left}</td><td>{x.Results.Deliveries:N0}</td><td>{x.Results.Parked:N0}</td><td>{Expected(x)}</td><td class=\"t {tone}\">{state}</td></tr>");
        }

        if (due.Count is 0 or > Most)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"t zero\" colspan={Heads.Length}>{(due.Count == 0 ? "没有未完成的公示" : $"只列出前 {Most} 项")}</td></tr>");
        }

        page.Append("</table></section>");
    }

    private static string Area(string area, IReadOnlyDictionary<string, string> names) => $"{PageFrame.Text(area)} {PageFrame.Text(names.GetValueOrDefault(area))}";

    private static string Expected(DueResults due) =>
        due.Expected is { } at ? ChinaTime.Of(at).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture)
        : due.Stalled ? "平台未收"
        : due.Results.Parked == due.Results.Deliveries ? "待人工" : "—";

    private static void Card(StringBuilder page, string name, IReadOnlyList<DueResults> due, DueState state, string tone)
    {
        var count = due.Where(x => x.State == state).Sum(x => x.Results.Deliveries);
        page.Append(CultureInfo.InvariantCulture, $"<div class=card><b class=\"{(count == 0 ? "" : tone)}\">{count:N0}</b><span>{name}</span></div>");
    }
}
