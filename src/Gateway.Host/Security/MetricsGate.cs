using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Host.Dashboard;
using Microsoft.Extensions.Options;

namespace Gateway.Host.Security;

/// <summary>
/// <c>/metrics</c> tells how much work there is and for whom: a collector on this machine reads it freely, any other brings the pages'
/// login (Basic, or the cookie of an operator). What a proxy on this machine passes on is not from this machine.
/// </summary>
internal sealed class MetricsGate(RequestDelegate next, IOptions<DashboardOptions> options, LoginTicket tickets)
{
    public const string Path = "/metrics";
    public const string RateLimit = "metrics";

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(Path) || IsLocal(context)
            || tickets.Read(context.Request.Cookies[LoginGate.Cookie]) is not null || HasPassword(context.Request))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers.WWWAuthenticate = "Basic realm=\"gateway\"";
        return Task.CompletedTask;
    }

    public static bool IsLocal(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded");

    private bool HasPassword(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            || !header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) || header.Parameter is not { Length: < 1000 } given)
        {
            return false;
        }

        var bytes = new byte[given.Length];
        return Convert.TryFromBase64String(given, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var user, var password]
            && LoginCheck.Matches(options.Value, user, password);
    }
}
