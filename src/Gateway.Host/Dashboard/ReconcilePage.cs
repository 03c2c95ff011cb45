using System.Globalization;
using System.Text;
using Gateway.Host.Cli;
using Gateway.Pipeline.Reconcile;
using Gateway.Pipeline.Runs;

namespace Gateway.Host.Dashboard;

/// <summary>What comparing with the platforms' ledgers found: the newest runs; of one run, its proof and its findings.</summary>
internal static class ReconcilePage
{
    public const int MostRuns = 200;
    public const int MostFindings = 1000;

    private static readonly string[] RunHeads =
        ["对账", "目标", "地区", "台账日期", "来源", "开始", "应有", "台账", "相符", "平台缺失", "本网关无记录", "内容不一致", "应撤未撤", "平台已撤", "未核", "结论"];

    private static readonly string[] FindingHeads = ["差异", "平台标识", "结果", "版本", "我方", "平台", "台账日期", "处理", "说明"];

    public static string Render(IReadOnlyList<StoredReconciliation> runs, IReadOnlyDictionary<string, string> names, DateTimeOffset now)
    {
        var page = new StringBuilder("<section><h2>与平台台账核对<small>每夜核对近日；每月初核对上一整月。整月相符的证明：gateway reconcile proof 目标 yyyy-MM</small></h2><table>");
        PageFrame.Heads(page, RunHeads, x => x is "目标" or "地区" or "台账日期" or "来源" or "结论");
        foreach (var x in runs)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><a href=\"/reconcile?run={x.RunId}\">{x.RunId}</a></td><td class=t>{PageFrame.Text(x.Target)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=t>{PageFrame.Text(x.Area)} {PageFrame.Text(names.GetValueOrDefault(x.Area))}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=t>{x.From:yyyy-MM-dd} 至 {x.To:yyyy-MM-dd}</td><td class=t>{Origin(x.Origin)}</td><td>{ChinaTime.Of(x.StartedAt):MM-dd HH:mm}</td>");
            foreach (var count in CountsOf(x.Counts))
            {
                page.Append(CultureInfo.InvariantCulture, $"<td{(count is null or 0 ? " class=zero" : "")}>{count:N0}</td>");
            }

            page.Append(CultureInfo.InvariantCulture, $"<td class=\"t {Tone(x)}\">{State(x)}</td></tr>");
        }

        if (runs.Count == 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"t zero\" colspan={RunHeads.Length}>还没有对账</td></tr>");
        }

        return PageFrame.Around(page.Append("</table></section>"), $"{ChinaTime.Of(now):yyyy-MM-dd HH:mm:ss}");
    }

    public static string RenderOne(StoredReconciliation run, IReadOnlyList<StoredFinding> findings, DateTimeOffset now)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>对账 {run.RunId}<small>{PageFrame.Text(run.Target)} {PageFrame.Text(run.Area)} {run.From:yyyy-MM-dd} 至 {run.To:yyyy-MM-dd}</small></h2><table>");
        Line(page, "结论", State(run));
        Line(page, "说明", run.Message);
        if (run.Counts is { } counts)
        {
            Line(page, "条数", ReconcileSheet.Words(counts));
            Line(page, "我方哈希", counts.OursSha256);
            Line(page, "平台哈希", counts.TheirsSha256);
        }

        Line(page, "审计条目", run.AuditEntry?.ToString());
        page.Append("</table></section><section><h2>差异</h2><table>");
        PageFrame.Heads(page, FindingHeads, x => x is not "版本");
        foreach (var x in findings)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=t>{FindingKinds.Label(x.Kind)}</td><td class=t>{PageFrame.Text(x.WireId)}</td><td class=t>{PageFrame.Text(x.DocId)}</td><td>{x.Version}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=t>{Held(x.Ours)}</td><td class=t>{Held(x.Theirs)}</td><td class=t>{x.Day:yyyy-MM-dd}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=t>{RepairKinds.Label(x.Repair, x.State)}{(x.RepairState is { } state ? $"（{PageFrame.Text(state)}）" : "")}</td><td class=t>{PageFrame.Text(x.Why)}</td></tr>");
        }

        if (findings.Count is 0 or MostFindings)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"t zero\" colspan={FindingHeads.Length}>{(findings.Count == 0 ? "没有差异" : $"只列出前 {MostFindings} 条")}</td></tr>");
        }

        return PageFrame.Around(page.Append("</table></section>"), $"{ChinaTime.Of(now):yyyy-MM-dd HH:mm:ss}");
    }

    private static void Line(StringBuilder page, string name, string? text) =>
        page.Append(CultureInfo.InvariantCulture, $"<tr><td class=t>{name}</td><td class=t>{PageFrame.Text(text)}</td></tr>");

    private static IEnumerable<long?> CountsOf(ReconcileCounts? x) =>
        [x?.Ours, x?.Theirs, x?.Matched, x?.MissingThere, x?.UnknownHere, x?.OtherContent, x?.ShouldBeWithdrawn, x?.ShouldBePublished, x?.Moved];

    private static string Origin(string origin) => origin switch
    {
        ReconcileOrigins.Nightly => "每夜",
        ReconcileOrigins.Month => "整月",
        ReconcileOrigins.Manual => "人工",
        _ => PageFrame.Text(origin),
    };

    private static string Held(string? state) => state switch
    {
        null => "无",
        "in_force" => "有效",
        "withdrawn" => "已撤",
        "unsure" => "未确认",
        _ => "状态未知",
    };

    private static string Tone(StoredReconciliation x) => x switch
    {
        { Clean: true } => "good",
        { State: ReconcileStates.Running or ReconcileStates.Repairing } => "wait",
        { State: ReconcileStates.Completed, Counts.Findings: 0 } => "good",
        _ => "bad",
    };

    private static string State(StoredReconciliation x) => x.State switch
    {
        ReconcileStates.Running => "核对中",
        ReconcileStates.Repairing => "修复中",
        ReconcileStates.Held => "暂停，待核实",
        ReconcileStates.Failed => "未能核对",
        ReconcileStates.Abandoned => "中断",
        _ => x.Clean ? "相符" : x.Counts is { Findings: 0 } ? "没有差异" : "有差异",
    };
}
