using System.Globalization;
using System.Text;
using Gateway.Contracts;
using Gateway.Contracts.Status;
using Gateway.Host.Cli;
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
        OffPart.Append(page, status);
        Targets(page, status);
        Platforms(page, status);
        Feeds(page, status, names);
        return PageFrame.Around(page, $"{ChinaTime.Of(status.At):yyyy-MM-dd HH:mm:ss}");
    }

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
        Card(page, "待发状态消息", status.Outbox.Pending, status.Outbox.Since < status.At.AddMinutes(-5) ? "bad" : "");
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
        PageFrame.Heads(page, TargetHeads, x => x is "目标" or "不推送（原因）");
        foreach (var x in status.Targets)
        {
            var balanced = x.Queued + x.Sent + x.Accepted + x.Published + x.Rejected + x.Withdrawn + x.Parked == x.Routed;
            page.Append("<tr><td class=t>").Append(PageFrame.Text(x.Target)).Append("</td>");
            Numbers(page, x.Routed, x.Queued, x.Sent, x.Accepted, x.Published);
            Tone(page, x.Rejected, "bad");
            Numbers(page, x.Withdrawn);
            Tone(page, x.Parked, "bad");
            Balance(page, balanced);
            page.Append("<td class=\"t w\">").Append(PageFrame.Text(NotRoutedWords.Of(x.NotRouted))).Append("</td></tr>");
        }

        page.Append("</table></section>");
    }

    private static void Platforms(StringBuilder page, GatewayStatus status)
    {
        page.Append("<section><h2>平台<small>推送是否畅通；暂停时只作试探，有应答即恢复</small></h2><table>");
        PageFrame.Heads(page, ["平台", "目标与地区", "状态", "自", "下次", "本分钟", "今日", "最近失败"], x => x is not ("本分钟" or "今日"));
        foreach (var x in status.Platforms)
        {
            page.Append("<tr><td class=t>").Append(PageFrame.Text(x.Platform)).Append("</td><td class=t>").Append(PageFrame.Text(x.Lane))
                .Append(CultureInfo.InvariantCulture, $"</td><td class=\"t {(x.State == "open" ? "bad" : x.State == "closed" && !x.Quiet ? "good" : "wait")}\">{Cli.PlatformsVerb.StateOf(x)}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=t>{(x.Since is { } since ? $"{ChinaTime.Of(since):MM-dd HH:mm}" : "")}</td>")
                .Append(CultureInfo.InvariantCulture, $"<td class=t>{(x.Until is { } until ? $"{ChinaTime.Of(until):MM-dd HH:mm:ss}" : "")}</td>");
            Numbers(page, x.UsedThisMinute, x.UsedToday);
            page.Append("<td class=\"t w\">").Append(PageFrame.Text(x.LastCode is null ? "" : $"{x.LastCode} {x.LastMessage}")).Append("</td></tr>");
        }

        page.Append("</table></section>");
    }

    private static void Feeds(StringBuilder page, GatewayStatus status, IReadOnlyDictionary<string, string> names)
    {
        page.Append("<section><h2>读取平衡表<small>读取＝新增＋变更＋未变＋按行删除＋隔离＋重复；最近一次</small></h2><table>");
        PageFrame.Heads(page, FeedHeads, x => x is "数据" or "结果" or "开始");
        foreach (var area in status.Areas)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr class=area><td colspan={FeedHeads.Length}>{PageFrame.Text(area.Area)} {PageFrame.Text(names.GetValueOrDefault(area.Area, ""))}</td></tr>");
            foreach (var feed in area.Feeds)
            {
                Feed(page, feed);
            }
        }

        page.Append("</table></section>");
    }

    private static void Feed(StringBuilder page, FeedStatus feed)
    {
        page.Append("<tr><td class=t>").Append(PageFrame.Text(FeedNames.Parse(feed.Feed)?.Chinese() ?? feed.Feed)).Append("</td>");
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

    private static string Tone(string outcome) => outcome switch { "completed" => "good", "failed" => "bad", "held" => "wait", _ => "" };

    private static string Outcome(string outcome) => outcome switch
    {
        "completed" => "完成",
        "held" => "暂停待核实",
        "failed" => "失败",
        "running" => "进行中",
        "abandoned" => "放弃",
        _ => PageFrame.Text(outcome),
    };
}
