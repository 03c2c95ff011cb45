using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Gateway.Contracts;
using Gateway.Contracts.Status;
using Gateway.Pipeline.Runs;

namespace Gateway.Host.Dashboard;

/// <summary>The balance sheets as a page.</summary>
internal static class OverviewPage
{
    private static readonly string[] FeedHeads =
        ["数据", "结果", "开始", "读取", "新增", "变更", "未变", "删除", "隔离", "重复", "库存", "平衡", "待处理隔离"];

    private static readonly string[] TargetHeads =
        ["目标", "应推", "待推", "已发", "已接收", "已公示", "被拒", "已撤销", "停放", "平衡", "不推送（原因）"];

    public static string Render(GatewayStatus status, IReadOnlyDictionary<string, string> names)
    {
        var page = new StringBuilder();
        Cards(page, status);
        Targets(page, status);
        Feeds(page, status, names);
        return Frame(page, $"{ChinaTime.Of(status.At):yyyy-MM-dd HH:mm:ss}");
    }

    public static string DatabaseAway() =>
        Frame(new StringBuilder("<section><h2>数据库暂时无法连接</h2><table><tr><td class=t>恢复后自动继续，请稍后刷新。</td></tr></table></section>"), "");

    private static string Frame(StringBuilder body, string at) =>
        $"""
        <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="30">
        <title>渭南市跨部门综合监管数据网关</title><style>{PageStyle.Css}</style></head><body>
        <header><h1>渭南市跨部门综合监管数据网关</h1><a href="/hangfire/recurring">定时任务</a><a href="/hangfire/jobs/failed">失败的任务</a>
        <a href="/openapi/v1.json">接口说明</a><a href="/metrics">指标</a><span class="at">{at}</span></header><main>{body}</main></body></html>
        """;

    private static void Cards(StringBuilder page, GatewayStatus status)
    {
        var runs = status.Areas.SelectMany(x => x.Feeds).Select(x => x.LastRun).OfType<RunStatus>().ToList();
        page.Append("<div class=cards>");
        Card(page, "在库记录", status.Areas.Sum(x => x.Feeds.Sum(y => y.Stored)), "");
        Card(page, "待处理隔离", status.Areas.Sum(x => x.Feeds.Sum(y => y.Quarantine.Values.Sum())), "wait");
        Card(page, "失败或暂停的读取", runs.Count(x => x.Outcome is "failed" or "held"), "bad");
        Card(page, "不平衡的读取", runs.Count(x => x is { Outcome: "completed", Balanced: false }), "bad");
        Card(page, "待推送", status.Targets.Sum(x => x.Queued + x.Sent), "");
        Card(page, "停放或被拒", status.Targets.Sum(x => x.Parked + x.Rejected), "bad");
        page.Append("</div>");
    }

    private static void Card(StringBuilder page, string name, long value, string tone) =>
        page.Append(CultureInfo.InvariantCulture, $"<div class=card><b class=\"{(value == 0 ? "" : tone)}\">{value:N0}</b><span>{name}</span></div>");

    private static void Targets(StringBuilder page, GatewayStatus status)
    {
        if (status.Targets.Count == 0)
        {
            return;
        }

        page.Append("<section><h2>推送平衡表<small>应推＝待推＋已发＋已接收＋已公示＋被拒＋已撤销＋停放</small></h2><table>");
        Heads(page, TargetHeads, 1);
        foreach (var x in status.Targets)
        {
            var balanced = x.Queued + x.Sent + x.Accepted + x.Published + x.Rejected + x.Withdrawn + x.Parked == x.Routed;
            page.Append("<tr><td class=t>").Append(Text(x.Target)).Append("</td>");
            Numbers(page, x.Routed, x.Queued, x.Sent, x.Accepted, x.Published);
            Tone(page, x.Rejected, "bad");
            Numbers(page, x.Withdrawn);
            Tone(page, x.Parked, "bad");
            Balance(page, balanced);
            page.Append("<td class=\"t w\">").Append(Text(string.Join("、", x.NotRouted.Select(y => $"{y.Key} {y.Value}")))).Append("</td></tr>");
        }

        page.Append("</table></section>");
    }

    private static void Feeds(StringBuilder page, GatewayStatus status, IReadOnlyDictionary<string, string> names)
    {
        page.Append("<section><h2>读取平衡表<small>读取＝新增＋变更＋未变＋按行删除＋隔离＋重复；最近一次</small></h2><table>");
        Heads(page, FeedHeads, 3);
        foreach (var area in status.Areas)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr class=area><td colspan={FeedHeads.Length}>{Text(area.Area)} {Text(names.GetValueOrDefault(area.Area, ""))}</td></tr>");
            foreach (var feed in area.Feeds)
            {
                Feed(page, feed);
            }
        }

        page.Append("</table></section>");
    }

    private static void Feed(StringBuilder page, FeedStatus feed)
    {
        page.Append("<tr><td class=t>").Append(Text(FeedNames.Parse(feed.Feed)?.Chinese() ?? feed.Feed)).Append("</td>");
        if (feed.LastRun is { } run)
        {
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"t {Tone(run.Outcome)}\">{Outcome(run.Outcome)}</td><td class=t>{ChinaTime.Of(run.StartedAt):MM-dd HH:mm}</td>");
            Numbers(page, run.Fetched, run.New, run.Changed, run.Unchanged, run.DeletedByRow + run.DeletedByAbsence, run.Quarantined, run.Repeated, feed.Stored);
            Balance(page, run.Balanced);
        }
        else
        {
            page.Append("<td class=\"t zero\">尚未读取</td><td></td><td></td><td></td><td></td><td></td><td></td><td></td><td></td>");
            Numbers(page, feed.Stored);
            page.Append("<td></td>");
        }

        Tone(page, feed.Quarantine.Values.Sum(), "wait");
        page.Append("</tr>");
    }

    private static void Heads(StringBuilder page, string[] heads, int texts)
    {
        page.Append("<tr>");
        for (var i = 0; i < heads.Length; i++)
        {
            page.Append(i < texts || heads[i].Contains('（', StringComparison.Ordinal) ? "<th class=t>" : "<th>").Append(heads[i]).Append("</th>");
        }

        page.Append("</tr>");
    }

    private static void Numbers(StringBuilder page, params ReadOnlySpan<long> values)
    {
        foreach (var value in values)
        {
            page.Append(CultureInfo.InvariantCulture, $"<td{(value == 0 ? " class=zero" : "")}>{value:N0}</td>");
        }
    }

    private static void Tone(StringBuilder page, long value, string tone) =>
        page.Append(CultureInfo.InvariantCulture, $"<td class={(value == 0 ? "zero" : tone)}>{value:N0}</td>");

    private static void Balance(StringBuilder page, bool balanced) => page.Append(balanced ? "<td class=good>平</td>" : "<td class=bad>不平</td>");

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);

    private static string Tone(string outcome) => outcome switch { "completed" => "good", "failed" => "bad", "held" => "wait", _ => "" };

    private static string Outcome(string outcome) => outcome switch
    {
        "completed" => "完成",
        "held" => "暂停待核实",
        "failed" => "失败",
        "running" => "进行中",
        "abandoned" => "放弃",
        _ => Text(outcome),
    };
}
