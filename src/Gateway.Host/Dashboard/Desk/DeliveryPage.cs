using System.Globalization;
using System.Text;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Desk;

namespace Gateway.Host.Dashboard.Desk;

/// <summary>One delivery: what was sent, masked, and what was answered, attempt by attempt.</summary>
internal static class DeliveryPage
{
    public static string Render(DeskFrame frame, DeliveryView view)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>{PageFrame.Text(view.DocId)} 第 {view.Version} 版 → {PageFrame.Text(view.Target)}<small>{view.Area} · {DeskFrame.Operation(view.Operation)} · {DeskFrame.State(view.State)} · 推送编号 {view.Id}</small></h2>");
        if (view.Code is not null || view.Reason is { Length: > 0 })
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"row bad\">{PageFrame.Text(view.Code)} {PageFrame.Text(view.Reason)}</p>");
        }

        if (view.Kind == DeliveryKinds.Result)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=row><a href=\"/desk/corrections/new?area={view.Area}&amp;id={PageFrame.Text(view.DocId)}\">更正后重送（需另一人审批）</a> <span>完整经过：gateway audit export --result {view.Area}/{PageFrame.Text(view.DocId)}</span></p>");
        }

        page.Append("</section><section><h2>应答<small>按时间</small></h2><table>");
        PageFrame.Heads(page, ["次", "步骤", "时间", "用时", "结果", "代码", "平台的话", "接收", "公示", "撤销", "拒绝", "不明"], x => x is "步骤" or "时间" or "结果" or "代码" or "平台的话");
        foreach (var x in view.Attempts)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{x.Attempt}</td><td class=t>{Step(x.Step)}</td><td class=t>{DeskFrame.Time(x.At)}</td><td>{x.DurationMs:N0} 毫秒</td><td class=t>{Outcome(x.Outcome)}</td><td class=t>{PageFrame.Text(x.Code)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"t w\">{PageFrame.Text(x.Message)}</td><td>{x.Accepted}</td><td>{x.Published}</td><td>{x.Withdrawn}</td><td>{x.Rejected}</td><td>{x.Unknown}</td></tr>");
        }

        DeskFrame.End(page, view.Attempts.Count, 12, "还没有发送过", int.MaxValue);
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>发送的内容<small>个人信息已遮盖{(view.BatchNo is null ? "" : $"；批次 {PageFrame.Text(view.BatchNo)}，共 {view.Members} 条")}</small></h2><pre>{PageFrame.Text(view.Sent ?? "尚未组批")}</pre></section>");
        page.Append("<section><h2>同一记录在该平台的其他推送</h2><table>");
        PageFrame.Heads(page, ["推送", "版本", "操作", "状态", "时间"], x => x is "操作" or "状态" or "时间");
        foreach (var x in view.Siblings)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><a href=/desk/deliveries/{x.Id}>{x.Id}</a></td><td>{x.Version}</td><td class=t>{DeskFrame.Operation(x.Operation)}</td><td class=t>{DeskFrame.State(x.State)}</td><td class=t>{DeskFrame.Time(x.CreatedAt)}</td></tr>");
        }

        DeskFrame.End(page, view.Siblings.Count, 5, "没有", int.MaxValue);
        return frame.Around(page, refresh: false);
    }

    private static string Step(string step) => step switch { "push" => "发送", "probe" => "先查询", "receipt" => "取回执", _ => PageFrame.Text(step) };

    private static string Outcome(string outcome) => outcome switch
    {
        "answered" => "有结论",
        "received" => "已收到，等回执",
        "refused" => "整批被拒",
        "not_known" => "平台不认识",
        "transient" => "暂时失败",
        "permanent" => "无法发送",
        "unexpected" => "网关内部错误",
        "held_back" => "已留下",
        _ => PageFrame.Text(outcome),
    };
}
