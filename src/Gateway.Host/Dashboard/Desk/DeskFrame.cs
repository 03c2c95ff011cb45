using System.Globalization;
using System.Text;
using Gateway.Host.Security;
using Gateway.Pipeline.Desk;
using Gateway.Pipeline.Runs;

namespace Gateway.Host.Dashboard.Desk;

/// <summary>What the desk's pages have in common: who looks, and the ticket that every form carries.</summary>
internal sealed record DeskFrame(string Operator, string Ticket, string? Said, DateTimeOffset Now)
{
    public string Around(StringBuilder body, bool refresh)
    {
        var said = Said is { Length: > 0 } ? $"<p class=said role=status>{PageFrame.Text(Said)}</p>" : "";
        return PageFrame.Around(body.Insert(0, said), $"{PageFrame.Text(Operator)} · {ChinaTime.Of(Now):yyyy-MM-dd HH:mm:ss}", refresh);
    }

    /// <summary>The hidden field of a form.</summary>
    public string Hidden => $"<input type=hidden name={FormTicket.Field} value=\"{Ticket}\">";

    public static string Time(DateTimeOffset? at) => at is { } known ? ChinaTime.Of(known).ToString("MM-dd HH:mm", CultureInfo.InvariantCulture) : "";

    public static string Tone(string state) => state switch
    {
        OperationStates.Done => "good",
        OperationStates.Paused or OperationStates.Tried or OperationStates.Frozen => "wait",
        _ => "",
    };

    public static string State(string state) => state switch
    {
        "queued" => "待推",
        "sent" => "已发",
        "accepted" => "已接收",
        "published" => "已公示",
        "rejected" => "被拒",
        "withdrawn" => "已撤销",
        "parked" => "停放",
        "not_routed" => "不推送",
        "waiting" => "等待",
        "placed" => "途中",
        "succeeded" => "成功",
        "failed" => "再次失败",
        "skipped" => "跳过",
        _ => state,
    };

    public static string Operation(string letter) => letter switch { "i" => "新增", "u" => "更正", "d" => "撤回", _ => letter };

    public static void End(StringBuilder page, int rows, int columns, string none, int most)
    {
        var said = rows == 0 ? none : rows >= most ? string.Create(CultureInfo.InvariantCulture, $"只列出前 {most:N0} 项") : null;
        if (said is not null)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"t zero\" colspan={columns}>{said}</td></tr>");
        }

        page.Append("</table></section>");
    }

    public static string Query(FailureQuery query)
    {
        var parts = new[] { ("target", query.Target), ("code", query.Code), ("area", query.Area), ("id", query.DocId), ("uscc", query.Uscc) }
            .Where(x => !string.IsNullOrEmpty(x.Item2)).Select(x => $"{x.Item1}={Uri.EscapeDataString(x.Item2 ?? "")}").ToList();
        return parts.Count == 0 ? "" : "?" + string.Join("&amp;", parts);
    }
}
