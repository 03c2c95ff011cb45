using System.Globalization;
using System.Text;
using Gateway.Pipeline.Desk;

namespace Gateway.Host.Dashboard.Desk;

/// <summary>One group's failures. What is pressed here acts on what this page showed: its snapshot goes with the form.</summary>
internal static class GroupPage
{
    public const int Most = 500;

    public static string Render(DeskFrame frame, FailureQuery query, FailureGroup group, IReadOnlyList<Failure> failures)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<form method=post action=/desk/select>{frame.Hidden}");
        foreach (var (name, value) in new[] { ("group", group.Key), ("asOf", query.AsOf), ("target", query.Target), ("code", query.Code), ("area", query.Area), ("id", query.DocId), ("uscc", query.Uscc) })
        {
            page.Append(CultureInfo.InvariantCulture, $"<input type=hidden name={name} value=\"{PageFrame.Text(value)}\">");
        }

        page.Append(CultureInfo.InvariantCulture, $"<section><h2>{PageFrame.Text(group.Target)} {PageFrame.Text(group.Code)}<small>{PageFrame.Text(group.Words)}</small></h2><p class=row>");
        page.Append(CultureInfo.InvariantCulture, $"<button name=what value=all>选定本组全部 {group.Count:N0} 条</button> <button name=what value=some>只选定勾选的</button> <span>只选定，不发送；下一页可先试发一条。此后新出现的失败不会包括在内。</span></p><table>");
        PageFrame.Heads(page, ["选", "检查结果", "地区", "操作", "状态", "说明", "时间", ""], _ => true);
        foreach (var x in failures)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=t><input type=checkbox name=delivery value={x.DeliveryId} aria-label=\"选 {PageFrame.Text(x.DocId)}\"></td><td class=t>{PageFrame.Text(x.DocId)} 第 {x.Version} 版</td><td class=t>{x.Area}</td><td class=t>{DeskFrame.Operation(x.Operation)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=t>{DeskFrame.State(x.State)}</td><td class=\"t w\">{PageFrame.Text(x.Reason)}</td><td class=t>{DeskFrame.Time(x.At)}</td><td class=t><a href=/desk/deliveries/{x.DeliveryId}>发送与应答</a></td></tr>");
        }

        DeskFrame.End(page, failures.Count, 8, "本组已没有失败", Most);
        page.Append("</form>");
        return frame.Around(page, refresh: false);
    }
}
