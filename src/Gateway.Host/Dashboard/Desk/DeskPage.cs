using System.Globalization;
using System.Text;
using Gateway.Pipeline.Desk;

namespace Gateway.Host.Dashboard.Desk;

/// <summary>The desk's first page: search, groups of failures, operations, corrections.</summary>
internal static class DeskPage
{
    public static string Render(DeskFrame frame, FailureQuery query, IReadOnlyList<FailureGroup> groups, IReadOnlyList<DeskOperation> operations, IReadOnlyList<DeskCorrection> corrections)
    {
        var page = new StringBuilder();
        Search(page, query);
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>推送失败<small>停放＝我方停下等人；被拒＝平台的结论。共 {groups.Sum(x => x.Count):N0} 条，{groups.Count} 组</small></h2><table>");
        PageFrame.Heads(page, ["平台", "代码", "说明（编号、数字、时间已归并）", "条数", "其中停放", "地区", "最早", "最近", ""], x => x is not ("条数" or "其中停放"));
        foreach (var x in groups.Take(200))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=t>{PageFrame.Text(x.Target)}</td><td class=t>{PageFrame.Text(x.Code)}</td><td class=\"t w\">{PageFrame.Text(x.Words)}</td><td class=bad>{x.Count:N0}</td><td>{x.Parked:N0}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"t w\">{PageFrame.Text(string.Join("、", x.Areas.Order()))}</td><td class=t>{DeskFrame.Time(x.Since)}</td><td class=t>{DeskFrame.Time(x.Last)}</td><td class=t><a href=\"/desk/groups/{x.Key}{DeskFrame.Query(query)}\">查看</a></td></tr>");
        }

        DeskFrame.End(page, groups.Count, 9, "没有失败的推送", 200);
        Operations(page, operations);
        Corrections(page, corrections);
        return frame.Around(page, refresh: false);
    }

    private static void Search(StringBuilder page, FailureQuery query)
    {
        page.Append("<section><h2>查找失败</h2><form class=row method=get action=/desk>");
        foreach (var (name, label, value) in new[]
        {
            ("target", "平台", query.Target), ("code", "代码", query.Code), ("area", "地区", query.Area), ("id", "检查结果编号", query.DocId),
            ("uscc", "统一社会信用代码", query.Uscc),
        })
        {
            page.Append(CultureInfo.InvariantCulture, $"<label>{label}<input name={name} value=\"{PageFrame.Text(value)}\"></label>");
        }

        page.Append("<button>查找</button> <a href=/desk>清除</a></form></section>");
    }

    private static void Operations(StringBuilder page, IReadOnlyList<DeskOperation> operations)
    {
        page.Append("<section><h2>重试操作<small>最近的在前</small></h2><table>");
        PageFrame.Heads(page, ["编号", "内容", "状态", "条数", "等待", "途中", "成功", "再次失败", "跳过", "选定人", "时间"], x => x is "内容" or "状态" or "选定人" or "时间");
        foreach (var x in operations)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><a href=/desk/operations/{x.Id}>{x.Id}</a></td><td class=\"t w\">{PageFrame.Text(x.Title)}</td><td class=\"t {DeskFrame.Tone(x.State)}\">{OperationStates.Chinese(x.State)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td>{x.Items:N0}</td><td>{x.Waiting:N0}</td><td>{x.Placed:N0}</td><td class=good>{x.Succeeded:N0}</td><td class=\"{(x.Failed > 0 ? "bad" : "zero")}\">{x.Failed:N0}</td><td>{x.Skipped:N0}</td><td class=t>{PageFrame.Text(x.CreatedBy)}</td><td class=t>{DeskFrame.Time(x.CreatedAt)}</td></tr>");
        }

        DeskFrame.End(page, operations.Count, 11, "还没有操作", int.MaxValue);
    }

    private static void Corrections(StringBuilder page, IReadOnlyList<DeskCorrection> corrections)
    {
        page.Append("<section><h2>更正重送<small>一人提出，另一人审批</small></h2><table>");
        PageFrame.Heads(page, ["编号", "检查结果", "状态", "理由", "提出人", "时间", "审批人", "结果"], x => x != "编号");
        foreach (var x in corrections)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><a href=/desk/corrections/{x.Id}>{x.Id}</a></td><td class=t>{x.Area} {PageFrame.Text(x.ResultId)} 第 {x.BaseVersion} 版</td><td class=\"t {(x.State == "proposed" ? "wait" : "")}\">{DeskCorrection.Chinese(x.State)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"t w\">{PageFrame.Text(x.Reason)}</td><td class=t>{PageFrame.Text(x.ProposedBy)}</td><td class=t>{DeskFrame.Time(x.ProposedAt)}</td><td class=t>{PageFrame.Text(x.DecidedBy)}</td><td class=\"t w\">{PageFrame.Text(x.Outcome ?? x.Decision)}</td></tr>");
        }

        DeskFrame.End(page, corrections.Count, 8, "还没有更正", int.MaxValue);
    }
}
