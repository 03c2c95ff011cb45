using Gateway.Contracts.Results;
using Gateway.Host.Security;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Results;

namespace Gateway.Host.Web.Api;

/// <summary>Results: hand in, correct, ask.</summary>
internal static class ResultEndpoints
{
    public static void MapResults(this RouteGroupBuilder api)
    {
        api.MapPost("/results", PostAsync).WithName("postResults").WithSummary("提交检查结果：一个对象，或最多 1000 个的数组")
            .WithDescription("单个：201 新增或更正，200 与已保存的相同，409 冲突，400 列出全部问题。数组：207，逐项给出结果，合格的照收。")
            .Accepts<InspectionResult>("application/json").Produces<ItemOutcome>(StatusCodes.Status201Created).Produces<ItemOutcome>()
            .Produces<IReadOnlyList<ItemOutcome>>(StatusCodes.Status207MultiStatus).WithProblems(400, 401, 403, 409, 413, 415, 422, 429, 503);
        api.MapPut("/results/{id}", PutAsync).WithName("putResult").WithSummary("更正检查结果：版本号须更高")
            .Accepts<InspectionResult>("application/json").Produces<ItemOutcome>(StatusCodes.Status201Created).Produces<ItemOutcome>()
            .WithProblems(400, 401, 403, 409, 413, 415, 422, 429, 503);
        api.MapGet("/results/{id}", GetAsync).WithName("getResult").WithSummary("检查结果在各推送目标的状态（不含内容）")
            .Produces<ResultState>().WithProblems(401, 404, 429, 503);
    }

    private static Task<IResult> PostAsync(
        HttpContext context, ResultIntake intake, IdempotencyStore answers, CancellationToken cancellationToken) =>
        OnceOnly.AnswerAsync(context, answers, (area, bytes) => TakeAsync(intake, area, bytes, null, cancellationToken), cancellationToken);

    private static Task<IResult> PutAsync(
        string id, HttpContext context, ResultIntake intake, IdempotencyStore answers, CancellationToken cancellationToken) =>
        OnceOnly.AnswerAsync(context, answers, (area, bytes) => TakeAsync(intake, area, bytes, id, cancellationToken), cancellationToken);

    private static async Task<IResult> GetAsync(string id, HttpContext context, ResultStateStore states, CancellationToken cancellationToken) =>
        await states.FindAsync(CountyKeyFilter.AreaOf(context), id, cancellationToken) is { } state
            ? Answer.Json(StatusCodes.Status200OK, state)
            : Problems.Of(Problems.NotFound, "本地区没有这个编号的检查结果");

    private static Task<Answer> TakeAsync(ResultIntake intake, string area, byte[] bytes, string? onlyId, CancellationToken cancellationToken) =>
        DocumentAnswers.TakeAsync(
            ResultParser.ReadBody(bytes), x => intake.StoreAsync(area, "rest", x, cancellationToken), x => x.Id, onlyId, DocumentTable.Result.Chinese);
}
