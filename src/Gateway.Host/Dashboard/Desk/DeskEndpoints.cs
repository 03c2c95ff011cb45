using Gateway.Host.Security;
using Gateway.Pipeline.Desk;
using Microsoft.Extensions.Primitives;
using Npgsql;

namespace Gateway.Host.Dashboard.Desk;

/// <summary>The operators' desk at <c>/desk</c>. Every form carries its ticket (<see cref="FormTicket"/>); <see cref="LoginGate"/> stands before all.</summary>
internal static class DeskEndpoints
{
    private const string Html = "text/html; charset=utf-8";

    public static void MapDesk(this IEndpointRouteBuilder app)
    {
        var desk = app.MapGroup("/desk").ExcludeFromDescription().DisableAntiforgery().AddEndpointFilter<FormFilter>();
        desk.MapGet("", async (HttpContext context, FailureStore failures, OperationStore operations, CorrectionStore corrections, CancellationToken cancellationToken) =>
        {
            var query = QueryOf(x => context.Request.Query[x]);
            return Page(DeskPage.Render(
                Frame(context), query, await failures.GroupsAsync(query, cancellationToken), await operations.ListAsync(20, cancellationToken),
                await corrections.ListAsync(20, cancellationToken)));
        });
        desk.MapGet("/groups/{key}", GroupAsync);
        desk.MapPost("/select", SelectAsync);
        desk.MapGet("/operations/{id:long}", async (long id, HttpContext context, OperationStore operations, ItemStore items, CancellationToken cancellationToken) =>
            await operations.FindAsync(id, cancellationToken) is { } found
                ? Page(OperationPage.Render(Frame(context), found, await items.ListAsync(id, OperationPage.Most, cancellationToken)))
                : Missing(context));
        desk.MapPost("/operations/{id:long}", PressAsync);
        desk.MapGet("/deliveries/{id:long}", async (long id, HttpContext context, DeliveryViewStore deliveries, CancellationToken cancellationToken) =>
            await deliveries.FindAsync(id, cancellationToken) is { } found ? Page(DeliveryPage.Render(Frame(context), found)) : Missing(context));
        desk.MapCorrections();
    }

    internal static DeskFrame Frame(HttpContext context, string? said = null) => new(
        LoginGate.OperatorOf(context), context.RequestServices.GetRequiredService<FormTicket>().Issue(context), said ?? context.Request.Query["said"],
        context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());

    internal static IResult Page(string page, int status = StatusCodes.Status200OK) => Results.Content(page, Html, statusCode: status);

    internal static IResult Missing(HttpContext context, string said = "没有找到：可能已经变化") =>
        Page(Frame(context, said).Around(new(), refresh: false), StatusCodes.Status404NotFound);

    /// <summary>Refused: said on a page of its own, with the way back.</summary>
    internal static IResult Refused(HttpContext context, string why) =>
        Page(Frame(context, why).Around(new("<p class=row><a href=/desk>返回操作台</a></p>"), refresh: false), StatusCodes.Status409Conflict);

    internal static FailureQuery QueryOf(Func<string, StringValues> read, string? group = null, string? asOf = null)
    {
        string? Text(string name) => read(name).ToString().Trim() is { Length: > 0 } text ? text : null;
        return new FailureQuery(Text("target"), Text("code"), Text("area"), Text("id"), Text("uscc"), group, asOf);
    }

    private static async Task<IResult> GroupAsync(string key, HttpContext context, FailureStore failures, CancellationToken cancellationToken)
    {
        var query = QueryOf(x => context.Request.Query[x], key, await failures.SnapshotAsync(cancellationToken));
        return await failures.GroupsAsync(query, cancellationToken) is [var group, ..]
            ? Page(GroupPage.Render(Frame(context), query, group, await failures.ListAsync(query, GroupPage.Most, cancellationToken)))
            : Missing(context, "这一组已没有失败");
    }

    private static async Task<IResult> SelectAsync(HttpContext context, RetryDesk desk, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (asOf, group) = (form["asOf"].ToString(), form["group"].ToString());
        if (!FailureStore.IsSnapshot(asOf))
        {
            return Refused(context, "页面已过期：请重新打开");
        }

        var some = form["what"] == "some";
        var ids = some ? form["delivery"].Select(x => long.TryParse(x, out var id) ? id : 0).ToArray() : null;
        if (ids is { Length: 0 })
        {
            return Refused(context, "没有勾选任何一条");
        }

        var query = QueryOf(x => form[x], group, asOf);
        var title = string.Join(' ', new[] { some ? "勾选的" : "整组", query.Target, query.Code, query.Area, query.DocId }.Where(x => x is not null));
        return await desk.FreezeAsync(query, ids, title, LoginGate.OperatorOf(context), cancellationToken) switch
        {
            PressOutcome.Done done => Results.LocalRedirect($"/desk/operations/{done.Operation.Id}"),
            PressOutcome.Refused refused => Refused(context, refused.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private static async Task<IResult> PressAsync(long id, HttpContext context, RetryDesk desk, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        if (!Enum.TryParse<DeskPress>(form["press"], out var press) || !Enum.IsDefined(press))
        {
            return Refused(context, "没有这个指令");
        }

        var rate = int.TryParse(form["perMinute"], out var given) ? given : (int?)null;
        return await desk.PressAsync(id, press, rate, form["goesOn"] == "true", LoginGate.OperatorOf(context), cancellationToken) switch
        {
            PressOutcome.Done => Results.LocalRedirect($"/desk/operations/{id}"),
            PressOutcome.Refused refused => Refused(context, refused.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>No form without its ticket; a database that is away is said so.</summary>
    private sealed class FormFilter(FormTicket tickets) : IEndpointFilter
    {
        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            var http = context.HttpContext;
            if (HttpMethods.IsPost(http.Request.Method)
                && (!http.Request.HasFormContentType || !tickets.IsGood(http, (await http.Request.ReadFormAsync(http.RequestAborted))[FormTicket.Field])))
            {
                return Page(Frame(http, "页面已过期或来自别处：请重新打开后再试").Around(new(), refresh: false), StatusCodes.Status400BadRequest);
            }

            try
            {
                return await next(context);
            }
            catch (NpgsqlException failure) when (failure.IsTransient || failure is not PostgresException)
            {
                return Page(PageFrame.DatabaseAway(), StatusCodes.Status503ServiceUnavailable);
            }
        }
    }
}
