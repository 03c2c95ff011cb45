using System.Globalization;
using System.Text;
using Gateway.Pipeline.Desk;

namespace Gateway.Host.Dashboard.Desk;

/// <summary>A corrected result: written by one person, judged by another.</summary>
internal static class CorrectionPage
{
    public const string FieldPrefix = "field:";

    public static string Edit(DeskFrame frame, EditableResult result)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<form method=post action=/desk/corrections>{frame.Hidden}<input type=hidden name=area value=\"{result.Area}\"><input type=hidden name=id value=\"{PageFrame.Text(result.ResultId)}\"><input type=hidden name=version value={result.Version}>");
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>更正 {result.Area} {PageFrame.Text(result.ResultId)} 第 {result.Version} 版<small>个人信息已遮盖：未改动的字段保持原值；清空即删除该字段</small></h2><table>");
        foreach (var (field, value) in result.Fields.Where(x => x.Key is not ("/id" or "/version" or "/area")))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=t><label for=\"{PageFrame.Text(field)}\">{PageFrame.Text(field)}</label></td><td class=\"t w\"><input class=wide id=\"{PageFrame.Text(field)}\" name=\"{FieldPrefix}{PageFrame.Text(field)}\" value=\"{PageFrame.Text(value)}\"></td></tr>");
        }

        page.Append("<tr><td class=t><label>新增字段（如 /details）<input name=newField></label></td><td class=\"t w\"><input class=wide name=newValue aria-label=新增字段的值></td></tr></table>");
        page.Append("<p class=row><label>更正理由<input class=wide name=reason required maxlength=500></label> <button>提出更正</button></p></section></form>");
        return frame.Around(page, refresh: false);
    }

    public static string Show(DeskFrame frame, DeskCorrection correction)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"<section><h2>更正 {correction.Id} · {DeskCorrection.Chinese(correction.State)}<small>{correction.Area} {PageFrame.Text(correction.ResultId)} 第 {correction.BaseVersion} 版 → 第 {correction.BaseVersion + 1} 版</small></h2><table>");
        Row(page, "理由", correction.Reason);
        Row(page, "提出", $"{correction.ProposedBy} {DeskFrame.Time(correction.ProposedAt)}");
        if (correction.DecidedBy is not null)
        {
            Row(page, "审批", $"{correction.DecidedBy} {DeskFrame.Time(correction.DecidedAt)} {correction.Decision}");
        }

        Row(page, "结果", correction.Outcome ?? "");
        page.Append("</table></section><section><h2>改动<small>个人信息已遮盖</small></h2><table>");
        PageFrame.Heads(page, ["字段", "原值", "新值"], _ => true);
        foreach (var x in correction.Diff)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=t>{PageFrame.Text(x.Field)}</td><td class=\"t w bad\">{PageFrame.Text(x.Before ?? "（无）")}</td><td class=\"t w good\">{PageFrame.Text(x.After ?? "（删除）")}</td></tr>");
        }

        page.Append("</table></section>");
        if (correction.State == "proposed")
        {
            page.Append(correction.ProposedBy == frame.Operator
                ? "<section><p class=row>等待另一人登录后审批：提出人不能审批自己的更正。</p></section>"
                : $"<section><form class=row method=post action=/desk/corrections/{correction.Id}>{frame.Hidden}<label>意见<input class=wide name=words maxlength=500></label> <button name=decision value=approve>批准并重送</button> <button name=decision value=decline>不批准</button></form></section>");
        }

        return frame.Around(page, refresh: false);
    }

    private static void Row(StringBuilder page, string name, string value) =>
        page.Append(CultureInfo.InvariantCulture, $"<tr><td class=t>{name}</td><td class=\"t w\">{PageFrame.Text(value)}</td></tr>");
}
