using Gateway.Host.Dashboard;
using Microsoft.Extensions.Options;

namespace Gateway.Host.Security;

/// <summary>The login page and what it sends. Ten tries a minute and caller.</summary>
internal static class LoginEndpoints
{
    public const string RateLimit = "login";

    public static void MapLogin(this IEndpointRouteBuilder app)
    {
        app.MapGet("/login", (string? next, IOptions<DashboardOptions> options) => Page(next, options.Value.HasLogin ? null : NoLogin))
            .ExcludeFromDescription();
        app.MapPost("/login", LoginAsync).RequireRateLimiting(RateLimit).ExcludeFromDescription().DisableAntiforgery();
        app.MapPost("/logout", (HttpContext context) =>
        {
            context.Response.Cookies.Delete(LoginGate.Cookie);
            return Results.Redirect("/login");
        }).ExcludeFromDescription().DisableAntiforgery();
    }

    private const string NoLogin = "尚未设置登录：请设置 Gateway__Dashboard__User 和 Gateway__Dashboard__PasswordHash（或 Password），然后重启";

    private static async Task<IResult> LoginAsync(
        HttpContext context, IOptions<DashboardOptions> options, LoginTicket tickets, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType)
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }

        var form = await context.Request.ReadFormAsync(cancellationToken);
        var next = form["next"].ToString();
        var log = loggers.CreateLogger("Gateway.Login");
        if (!options.Value.HasLogin)
        {
            return Page(next, NoLogin);
        }

        var user = form["user"].ToString();
        if (!LoginCheck.Matches(options.Value, user, form["password"].ToString()))
        {
            log.LogWarning("A login from {address} was refused", context.Connection.RemoteIpAddress);
            return Page(next, "用户名或口令不正确", StatusCodes.Status401Unauthorized);
        }

        log.LogInformation("{user} logged in from {address}", user, context.Connection.RemoteIpAddress);
        context.Response.Cookies.Append(LoginGate.Cookie, tickets.Issue(user, options.Value.Session), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, MaxAge = options.Value.Session, Path = "/",
        });
        return Results.LocalRedirect(IsLocal(next) ? next : "/");
    }

    private static bool IsLocal(string path) => path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\', StringComparison.Ordinal);

    private static IResult Page(string? next, string? message, int status = StatusCodes.Status200OK) =>
        Results.Content(LoginPage.Render(next ?? "/", message), "text/html; charset=utf-8", statusCode: status);
}
