using System.Globalization;
using System.Text;
using Gateway.Pipeline.Desk;

namespace Gateway.Host.Dashboard.Desk;

/// <summary>One operation: exactly the deliveries it acts on, how far it is, and the presses that are possible now.</summary>
internal static class OperationPage
{
    public const int Most = 500;

    public static string Render(DeskFrame frame, DeskOperation operation, IReadOnlyList<DeskItem> items)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>操作 {operation.Id} · {OperationStates.Chinese(operation.State)}<small>{PageFrame.Text(operation.Title)}；{PageFrame.Text(operation.CreatedBy)} 选定于 {DeskFrame.Time(operation.CreatedAt)}；最近由 {PageFrame.Text(operation.ChangedBy)} 操作</small></h2>");
        if (operation.Note is not null)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"row bad\">{PageFrame.Text(operation.Note)}</p>");
        }

        Presses(page, frame, operation);
        page.Append("</section><div class=cards>");
        Card(page, "选定", operation.Items, "");
        Card(page, "等待", operation.Waiting, "");
        Card(page, "途中", operation.Placed, "wait");
        Card(page, "成功", operation.Succeeded, "good");
        Card(page, "再次失败", operation.Failed, "bad");
        Card(page, "跳过", operation.Skipped, "wait");
        page.Append("</div><section><h2>选定的推送<small>只对这些生效；编号和业务内容不变</small></h2><table>");
        PageFrame.Heads(page, ["序号", "检查结果", "平台", "地区", "选定时的失败", "现在", "说明", ""], x => x != "序号");
        foreach (var x in items)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{x.Place}</td><td class=t>{PageFrame.Text(x.DocId)} 第 {x.Version} 版</td><td class=t>{PageFrame.Text(x.Target)}</td><td class=t>{x.Area}</td><td class=\"t w\">{PageFrame.Text(x.Shown)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"t {ItemTone(x.State)}\">{DeskFrame.State(x.State)}</td><td class=\"t w\">{PageFrame.Text(x.Why)}</td><td class=t><a href=/desk/deliveries/{x.PlacedId ?? x.DeliveryId}>发送与应答</a></td></tr>");
        }

        DeskFrame.End(page, items.Count, 8, "没有", Most);
        return frame.Around(page, refresh: operation.State is OperationStates.Trial or OperationStates.Running);
    }

    private static void Presses(StringBuilder page, DeskFrame frame, DeskOperation operation)
    {
        var possible = Enum.GetValues<DeskPress>().Where(x => PressRules.After(operation.State, x) is not null).ToList();
        if (possible.Count == 0)
        {
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"<form class=row method=post action=/desk/operations/{operation.Id}>{frame.Hidden}<label>每分钟条数<input name=perMinute type=number min=1 max=60000 value={operation.PerMinute}></label>");
        page.Append(CultureInfo.InvariantCulture, $"<label class=check><input type=checkbox name=goesOn value=true{(operation.GoesOn ? " checked" : "")}> 试发成功后自动继续</label>");
        foreach (var press in possible)
        {
            page.Append(CultureInfo.InvariantCulture, $"<button name=press value={press}>{PressRules.Chinese(press)}</button> ");
        }

        page.Append("</form>");
    }

    private static string ItemTone(string state) => state switch { "succeeded" => "good", "failed" => "bad", "placed" or "skipped" => "wait", _ => "" };

    private static void Card(StringBuilder page, string name, long value, string tone) =>
        page.Append(CultureInfo.InvariantCulture, $"<div class=card><b class=\"{(value == 0 ? "" : tone)}\">{value:N0}</b><span>{name}</span></div>");
}
