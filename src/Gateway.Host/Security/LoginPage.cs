using System.Text.Encodings.Web;
using Gateway.Host.Dashboard;

namespace Gateway.Host.Security;

internal static class LoginPage
{
    public static string Render(string next, string? message) =>
        $"""
        <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>登录 · 渭南市跨部门综合监管数据网关</title><style>{PageStyle.Css}</style></head><body>
        <form class="login" method="post" action="/login"><h1>渭南市跨部门综合监管数据网关</h1>
        {(message is null ? "" : $"<p>{HtmlEncoder.Default.Encode(message)}</p>")}
        <input type="hidden" name="next" value="{HtmlEncoder.Default.Encode(next)}">
        <label for="user">用户名</label><input id="user" name="user" autocomplete="username" required autofocus>
        <label for="password">口令</label><input id="password" name="password" type="password" autocomplete="current-password" required>
        <button>登录</button></form></body></html>
        """;
}
