using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Gateway.Host.Dashboard;

/// <summary>What the gateway's own pages have in common.</summary>
internal static class PageFrame
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Around(StringBuilder body, string at, bool refresh = true) =>
        $"""
        <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">{(refresh ? "<meta http-equiv=refresh content=30>" : "")}
        <title>渭南市跨部门综合监管数据网关</title><style>{PageStyle.Css}</style></head><body>
        <header><h1>渭南市跨部门综合监管数据网关</h1><a href="/">平衡表</a><a href="/quality">数据质量</a><a href="/deadlines">公示时限</a><a href="/reconcile">对账</a><a href="/adapters">适配器</a><a href="/desk">操作台</a><a href="/hangfire/recurring">定时任务</a>
        <a href="/hangfire/jobs/failed">失败的任务</a><a href="/openapi/v1.json">接口说明</a><a href="/metrics">指标</a><span class="at">{at}</span></header>
        <main>{body}</main></body></html>
        """;

    public static string DatabaseAway() =>
        Around(new StringBuilder("<section><h2>数据库暂时无法连接</h2><table><tr><td class=t>恢复后自动继续，请稍后刷新。</td></tr></table></section>"), "");

    public static void Heads(StringBuilder page, string[] heads, Func<string, bool> isText)
    {
        page.Append("<tr>");
        foreach (var head in heads)
        {
            page.Append(isText(head) ? "<th class=t>" : "<th>").Append(head).Append("</th>");
        }

        page.Append("</tr>");
    }

    public static string Text(string? text) => Encoder.Encode(text ?? "");
}
