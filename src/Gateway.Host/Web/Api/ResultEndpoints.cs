using Gateway.Contracts.Results;
using Gateway.Host.Security;
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

    private static async Task<Answer> TakeAsync(ResultIntake intake, string area, byte[] bytes, string? onlyId, CancellationToken cancellationToken)
    {
        switch (ResultParser.ReadBody(bytes))
        {
            case BodyReading.TooMany many:
                return Problems.Of(Problems.TooLarge, $"一次最多 {many.Most} 个检查结果");
            case BodyReading.NotJson not:
                return Problems.Of(Problems.NotJson, not.Problem.Message, [not.Problem]);
            case BodyReading.Items { IsArray: true } when onlyId is not null:
                return Problems.Of(Problems.Invalid, "更正一次一个，应为 JSON 对象");
            case BodyReading.Items items:
                if (onlyId is not null && items.Readings[0] is ResultReading.Read { Result: var result } && result.Id != onlyId)
                {
                    return Problems.Of(Problems.Invalid, "路径中的编号与内容不一致", [new ResultProblem("/id", ResultProblemCodes.Contradiction, "应与路径中的编号相同")]);
                }

                var outcomes = await JudgeAsync(intake, area, items.Readings, cancellationToken);
                return items.IsArray ? Answer.Json(StatusCodes.Status207MultiStatus, outcomes) : IntakeAnswers.One(outcomes[0]);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private static async Task<IReadOnlyList<ItemOutcome>> JudgeAsync(
        ResultIntake intake, string area, IReadOnlyList<ResultReading> readings, CancellationToken cancellationToken)
    {
        var read = readings.OfType<ResultReading.Read>().Select(x => x.Result).ToList();
        var stored = new Queue<IntakeOutcome>(read.Count == 0 ? [] : await intake.StoreAsync(area, "rest", read, cancellationToken));
        return [.. readings.Select((x, place) => IntakeAnswers.Item(place, x switch
        {
            ResultReading.Read => stored.Dequeue(),
            ResultReading.Malformed bad => new IntakeOutcome.Invalid(null, [bad.Problem]),
            ResultReading.Classified => new IntakeOutcome.Classified(
                new ResultProblem("/exemption/ground", ResultProblemCodes.ClassifiedRefused, "国家秘密、国家安全不得经本系统处理")),
            _ => throw new System.Diagnostics.UnreachableException(),
        }))];
    }
}
