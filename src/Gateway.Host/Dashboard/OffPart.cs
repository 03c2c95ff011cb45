using System.Text;
using Gateway.Contracts.Status;

namespace Gateway.Host.Dashboard;

/// <summary>Adapters that are configured and not switched on, as a part of the first page.</summary>
internal static class OffPart
{
    public static void Append(StringBuilder page, GatewayStatus status)
    {
        if (status.Off is not { Count: > 0 } off)
        {
            return;
        }

        page.Append("<section><h2>未启用的适配器<small>不读取；待推送的保留，启用后自动补送</small></h2><table>");
        PageFrame.Heads(page, ["地区", "平台档案", "原因"], _ => true);
        foreach (var x in off)
        {
            page.Append("<tr><td class=t>").Append(PageFrame.Text(x.Area)).Append("</td><td class=t>").Append(PageFrame.Text(x.Profile))
                .Append("</td><td class=\"t w\">").Append(PageFrame.Text(x.Reason)).Append("</td></tr>");
        }

        page.Append("</table></section>");
    }
}
