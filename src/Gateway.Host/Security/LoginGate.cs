using System.Net;
using Gateway.Host.Dashboard;
using Microsoft.Extensions.Options;

namespace Gateway.Host.Security;

/// <summary>
/// Nobody sees a page without a login. Only in Development, or with <c>Gateway__Dashboard__Open=true</c>, callers on this machine do; and
/// then only under a local name, so that no foreign page can reach through the operator's browser (DNS rebinding).
/// </summary>
internal sealed class LoginGate(
    RequestDelegate next, IOptions<DashboardOptions> options, LoginTicket tickets, IHostEnvironment environment)
{
    public const string Cookie = "gateway-login";

    private const string Item = "gateway.operator";
    private const string Unnamed = "本机";

    /// <summary>Who is logged in.</summary>
    public static string OperatorOf(HttpContext context) => (string?)context.Items[Item] ?? Unnamed;

    public static void SetOperator(HttpContext context, string user) => context.Items[Item] = user;

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsPage(context.Request.Path))
        {
            return next(context);
        }

        if (tickets.Read(context.Request.Cookies[Cookie]) is { } user && options.Value.Knows(user))
        {
            SetOperator(context, user);
            return next(context);
        }

        if (IsOpenTo(context))
        {
            return next(context);
        }

        if (HttpMethods.IsGet(context.Request.Method))
        {
            var wanted = context.Request.Path + context.Request.QueryString;
            context.Response.Redirect($"/login?next={Uri.EscapeDataString(wanted)}");
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }

        return Task.CompletedTask;
    }

    private static bool IsPage(PathString path) => path == "/" || path.StartsWithSegments("/quality") || path.StartsWithSegments("/deadlines") || path.StartsWithSegments("/reconcile") || path.StartsWithSegments("/desk") || path.StartsWithSegments("/hangfire");

    private bool IsOpenTo(HttpContext context) =>
        (options.Value.Open || environment.IsDevelopment())
        && context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
        && (context.Request.Host.Host is "127.0.0.1" or "localhost" or "[::1]")
        && SameOrigin(context.Request);

    /// <summary>A form of a foreign page carries its origin; there is no cookie to protect us here.</summary>
    private static bool SameOrigin(HttpRequest request) =>
        request.Headers.Origin.ToString().Length == 0 || request.Headers.Origin.ToString() == $"{request.Scheme}://{request.Host}";
}
