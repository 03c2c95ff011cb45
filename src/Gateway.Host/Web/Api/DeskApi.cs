using System.Text.Json.Nodes;
using Gateway.Host.Security;
using Gateway.Pipeline.Desk;

namespace Gateway.Host.Web.Api;

/// <summary>What is to be frozen: a filter, or a list of deliveries. <c>asOf</c>: from the answer that was shown.</summary>
internal sealed record DeskSelection(
    string? Target, string? Code, string? Area, string? Id, string? Uscc, string? Group, string? AsOf, long[]? Deliveries);

/// <summary>A press: Start, GoOn, Pause or Cancel.</summary>
internal sealed record DeskPressed(string? Press, int? PerMinute, bool? GoesOn);

/// <summary>A proposal: fields by JSON pointer; the version that was shown.</summary>
internal sealed record DeskProposal(string? Area, string? Id, int? Version, string? Reason, Dictionary<string, JsonNode?>? Changes);

/// <summary>The second person's decision.</summary>
internal sealed record DeskDecision(bool? Approve, string? Words);

/// <summary>Groups, and the token that freezes exactly what they held.</summary>
internal sealed record DeskGroups(string AsOf, IReadOnlyList<FailureGroup> Groups);

/// <summary>Failures, and the token that freezes exactly these.</summary>
internal sealed record DeskFailures(string AsOf, IReadOnlyList<Failure> Failures);

/// <summary>
/// The desk over REST, for operators: the login's cookie, no county's key. Whatever changes something takes JSON only, which no foreign
/// page's form can send.
/// </summary>
internal static class DeskApi
{
    private const int Most = 1000;

    public static void MapDeskApi(this IEndpointRouteBuilder app)
    {
        var desk = app.MapGroup("/api/v1/desk").WithTags("desk").AddEndpointFilter<OperatorFilter>();
        desk.MapGet("/groups", async ([AsParameters] DeskFilter filter, FailureStore failures, CancellationToken cancellationToken) =>
        {
            var asOf = await failures.SnapshotAsync(cancellationToken);
            return Answer.Json(200, new DeskGroups(asOf, await failures.GroupsAsync(filter.Query(asOf), cancellationToken)));
        }).WithName("deskGroups").WithSummary("推送失败：按平台、代码、归并后的说明分组").Produces<DeskGroups>().WithProblems(401, 503);
        desk.MapGet("/failures", async ([AsParameters] DeskFilter filter, FailureStore failures, CancellationToken cancellationToken) =>
        {
            var asOf = await failures.SnapshotAsync(cancellationToken);
            return Answer.Json(200, new DeskFailures(asOf, await failures.ListAsync(filter.Query(asOf), Most, cancellationToken)));
        }).WithName("deskFailures").WithSummary("推送失败：逐条，最多 1000").Produces<DeskFailures>().WithProblems(401, 503);
        desk.MapGet("/deliveries/{id:long}", async (long id, DeliveryViewStore deliveries, CancellationToken cancellationToken) =>
            Found(await deliveries.FindAsync(id, cancellationToken)))
            .WithName("deskDelivery").WithSummary("一条推送：发送的内容（已遮盖）与每次应答").Produces<DeliveryView>().WithProblems(401, 404, 503);
        desk.MapPost("/operations", FreezeAsync).WithName("deskFreeze").WithSummary("选定：冻结所示的失败，尚不发送")
            .Produces<DeskOperation>(201).WithProblems(400, 401, 409, 503);
        desk.MapGet("/operations/{id:long}", async (long id, OperationStore operations, CancellationToken cancellationToken) =>
            Found(await operations.FindAsync(id, cancellationToken)))
            .WithName("deskOperation").WithSummary("一个操作的进度").Produces<DeskOperation>().WithProblems(401, 404, 503);
        desk.MapPost("/operations/{id:long}/press", PressAsync).WithName("deskPress").WithSummary("试发一条、继续、暂停、取消")
            .Produces<DeskOperation>().WithProblems(400, 401, 409, 503);
        desk.MapGet("/results/{area}/{id}", async (string area, string id, CorrectionDesk corrections, CancellationToken cancellationToken) =>
            Found(await corrections.ShowAsync(area, id, cancellationToken)))
            .WithName("deskResult").WithSummary("一个检查结果的最高版本（已遮盖）").Produces<EditableResult>().WithProblems(401, 404, 503);
        desk.MapPost("/corrections", ProposeAsync).WithName("deskPropose").WithSummary("提出更正：另一人批准后作为新版本送入")
            .Produces<DeskCorrection>(201).WithProblems(400, 401, 409, 503);
        desk.MapGet("/corrections/{id:long}", async (long id, CorrectionStore corrections, CancellationToken cancellationToken) =>
            Found(await corrections.FindAsync(id, cancellationToken)))
            .WithName("deskCorrection").WithSummary("一个更正：改动、提出人、审批人、结果").Produces<DeskCorrection>().WithProblems(401, 404, 503);
        desk.MapPost("/corrections/{id:long}/decision", DecideAsync).WithName("deskDecide").WithSummary("审批更正：提出人不能审批自己的")
            .Produces<DeskCorrection>().WithProblems(400, 401, 409, 503);
    }

    private static async Task<IResult> FreezeAsync(DeskSelection chosen, HttpContext context, RetryDesk desk, CancellationToken cancellationToken)
    {
        if (chosen.AsOf is null || !FailureStore.IsSnapshot(chosen.AsOf))
        {
            return Problems.Of(Problems.Invalid, "asOf 应取自所示的应答");
        }

        var query = new FailureQuery(chosen.Target, chosen.Code, chosen.Area, chosen.Id, chosen.Uscc, chosen.Group, chosen.AsOf);
        return Pressed(201, await desk.FreezeAsync(
            query, chosen.Deliveries, string.Join(' ', new[] { "接口选定", chosen.Target, chosen.Code, chosen.Area, chosen.Id }.Where(x => x is not null)),
            LoginGate.OperatorOf(context), cancellationToken));
    }

    private static async Task<IResult> PressAsync(long id, DeskPressed pressed, HttpContext context, RetryDesk desk, CancellationToken cancellationToken) =>
        Enum.TryParse<DeskPress>(pressed.Press, out var press) && Enum.IsDefined(press)
            ? Pressed(200, await desk.PressAsync(id, press, pressed.PerMinute, pressed.GoesOn, LoginGate.OperatorOf(context), cancellationToken))
            : Problems.Of(Problems.Invalid, "press 应为 Start、GoOn、Pause 或 Cancel");

    private static async Task<IResult> ProposeAsync(DeskProposal proposal, HttpContext context, CorrectionDesk corrections, CancellationToken cancellationToken) =>
        Corrected(201, await corrections.ProposeAsync(
            proposal.Area ?? "", proposal.Id ?? "", proposal.Version ?? 0, [.. (proposal.Changes ?? []).Select(x => new FieldChange(x.Key, x.Value))],
            proposal.Reason ?? "", LoginGate.OperatorOf(context), cancellationToken));

    private static async Task<IResult> DecideAsync(long id, DeskDecision decision, HttpContext context, CorrectionDesk corrections, CancellationToken cancellationToken) =>
        decision.Approve is { } approve
            ? Corrected(200, await corrections.DecideAsync(id, approve, decision.Words ?? "", LoginGate.OperatorOf(context), cancellationToken))
            : Problems.Of(Problems.Invalid, "approve 应为 true 或 false");

    private static Answer Found<T>(T? found) where T : class =>
        found is null ? Problems.Of(Problems.NotFound, "没有找到") : Answer.Json(200, found);

    private static Answer Pressed(int status, PressOutcome outcome) => outcome switch
    {
        PressOutcome.Done done => Answer.Json(status, done.Operation),
        PressOutcome.Refused refused => Problems.Of(Problems.Conflict, refused.Why),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Answer Corrected(int status, CorrectionOutcome outcome) => outcome switch
    {
        CorrectionOutcome.Done done => Answer.Json(status, done.Correction),
        CorrectionOutcome.Refused { Problems.Count: > 0 } refused => Problems.Of(Problems.Invalid, refused.Why, refused.Problems),
        CorrectionOutcome.Refused refused => Problems.Of(Problems.Conflict, refused.Why),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>An operator's login, and JSON where something changes.</summary>
    private sealed class OperatorFilter(LoginTicket tickets, Microsoft.Extensions.Options.IOptions<Dashboard.DashboardOptions> options) : IEndpointFilter
    {
        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            var http = context.HttpContext;
            if (tickets.Read(http.Request.Cookies[LoginGate.Cookie]) is not { } user || !options.Value.Knows(user))
            {
                return Problems.Of(Problems.KeyMissing, "请先以操作员身份登录（/login），并带上登录得到的 Cookie");
            }

            LoginGate.SetOperator(http, user);
            return HttpMethods.IsGet(http.Request.Method) || http.Request.HasJsonContentType()
                ? await next(context)
                : Problems.Of(Problems.MediaType, "请以 application/json 发送");
        }
    }
}

/// <summary>What an operator looks for; empty: all.</summary>
internal sealed record DeskFilter(string? Target, string? Code, string? Area, string? Id, string? Uscc, string? Group)
{
    public FailureQuery Query(string asOf) => new(Target, Code, Area, Id, Uscc, Group, asOf);
}
