using Gateway.Contracts;
using Gateway.Contracts.Status;
using Gateway.Pipeline.Runs;
using Spectre.Console;

namespace Gateway.Host.Cli;

/// <summary>The balance sheet as an operator reads it.</summary>
internal static class BalanceSheet
{
    public static void Print(GatewayStatus status)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = 160; // a file has no width; the default would break every head in two
        }

        var feeds = new Table().Border(TableBorder.Rounded).Title("读取平衡表")
            .AddColumns("地区", "数据", "结果", "读取", "新增", "变更", "未变", "删除", "隔离", "重复", "之前", "之后", "平衡");
        foreach (var area in status.Areas)
        {
            foreach (var feed in area.Feeds)
            {
                feeds.AddRow([.. Row(area.Area, feed).Select(x => new Markup(Markup.Escape(x)))]);
            }
        }

        var targets = new Table().Border(TableBorder.Rounded).Title("推送平衡表")
            .AddColumns("目标", "应推", "待推", "已发", "已接收", "已公示", "被拒", "已撤销", "停放", "不推送（原因）", "平衡");
        foreach (var x in status.Targets)
        {
            var ends = x.Queued + x.Sent + x.Accepted + x.Published + x.Rejected + x.Withdrawn + x.Parked;
            targets.AddRow(
                x.Target, $"{x.Routed}", $"{x.Queued}", $"{x.Sent}", $"{x.Accepted}", $"{x.Published}", $"{x.Rejected}", $"{x.Withdrawn}",
                $"{x.Parked}", Markup.Escape(NotRoutedWords.Of(x.NotRouted)), ends == x.Routed ? "平" : "不平");
        }

        AnsiConsole.Write(feeds);
        AnsiConsole.Write(targets);
        foreach (var line in PlatformsVerb.Lines(status.Platforms.Where(x => x.State != "closed" || x.Until is not null)))
        {
            AnsiConsole.WriteLine(line);
        }

        foreach (var off in status.Off ?? [])
        {
            AnsiConsole.WriteLine($"未启用：{off.Area} {off.Profile}，{off.Reason}（不读取，待推送的保留；gateway adapters certify {off.Area}）");
        }

        if (status.Outbox is { Pending: > 0, Since: { } since })
        {
            AnsiConsole.WriteLine($"待发状态消息 {status.Outbox.Pending} 条，最早 {ChinaTime.Of(since):yyyy-MM-dd HH:mm:ss}");
        }
    }

    private static string[] Row(string area, FeedStatus feed)
    {
        var name = FeedNames.Parse(feed.Feed)?.Chinese() ?? feed.Feed;
        return feed.LastRun is not { } run
            ? [area, name, "尚未读取", "", "", "", "", "", "", "", "", $"{feed.Stored}", ""]
            :
            [
                area, name, Outcome(run.Outcome), $"{run.Fetched}", $"{run.New}", $"{run.Changed}", $"{run.Unchanged}",
                $"{run.DeletedByRow + run.DeletedByAbsence}", $"{run.Quarantined}", $"{run.Repeated}", $"{run.Before}", $"{run.After}",
                run.Balanced ? "平" : "不平",
            ];
    }

    private static string Outcome(string outcome) => outcome switch
    {
        "completed" => "完成",
        "held" => "暂停",
        "failed" => "失败",
        "running" => "进行中",
        "abandoned" => "放弃",
        _ => outcome,
    };
}
