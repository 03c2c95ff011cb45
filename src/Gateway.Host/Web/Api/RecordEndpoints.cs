using Gateway.Contracts.CreditRecords;
using Gateway.Host.Security;
using Gateway.Pipeline.CreditRecords;
using Gateway.Pipeline.Documents;

namespace Gateway.Host.Web.Api;

/// <summary>Penalties and licences (双公示): hand in, correct, ask, take back. The same answers as for results.</summary>
internal static class RecordEndpoints
{
    public static void MapRecords<T>(this RouteGroupBuilder api, DocumentTable table, string path, string many, string one)
        where T : class, ICreditRecord
    {
        api.MapPost(path, (HttpContext context, RecordIntake<T> intake, RecordFormat<T> format, IdempotencyStore answers, CancellationToken cancellationToken) =>
                OnceOnly.AnswerAsync(
                    context, answers, (area, bytes) => TakeAsync(intake, format, table, area, bytes, null, cancellationToken), cancellationToken))
            .WithName("post" + many).WithSummary($"提交{table.Chinese}：一个对象，或最多 1000 个的数组")
            .WithDescription("单个：201 新增或更正，200 与已保存的相同，409 冲突，400 列出全部问题。数组：207，逐项给出结果，合格的照收。金额以元计。")
            .Accepts<T>("application/json").Produces<ItemOutcome>(StatusCodes.Status201Created).Produces<ItemOutcome>()
            .Produces<IReadOnlyList<ItemOutcome>>(StatusCodes.Status207MultiStatus).WithProblems(400, 401, 403, 409, 413, 415, 422, 429, 503);
        api.MapPut(path + "/{id}", (
                string id, HttpContext context, RecordIntake<T> intake, RecordFormat<T> format, IdempotencyStore answers,
                CancellationToken cancellationToken) =>
                OnceOnly.AnswerAsync(
                    context, answers, (area, bytes) => TakeAsync(intake, format, table, area, bytes, id, cancellationToken), cancellationToken))
            .WithName("put" + one).WithSummary($"更正{table.Chinese}：版本号须更高")
            .Accepts<T>("application/json").Produces<ItemOutcome>(StatusCodes.Status201Created).Produces<ItemOutcome>()
            .WithProblems(400, 401, 403, 409, 413, 415, 422, 429, 503);
        api.MapGet(path + "/{id}", async (string id, HttpContext context, ResultStateStore states, CancellationToken cancellationToken) =>
                await states.FindAsync(table, CountyKeyFilter.AreaOf(context), id, cancellationToken) is { } state
                    ? Answer.Json(StatusCodes.Status200OK, state)
                    : Problems.Of(Problems.NotFound, $"本地区没有这个编号的{table.Chinese}"))
            .WithName("get" + one).WithSummary($"{table.Chinese}在各推送目标的状态（不含内容）")
            .Produces<ResultState>().WithProblems(401, 404, 429, 503);
        api.MapWithdrawals(table, path, "withdraw" + one);
    }

    private static Task<Answer> TakeAsync<T>(
        RecordIntake<T> intake, RecordFormat<T> format, DocumentTable table, string area, byte[] bytes, string? onlyId,
        CancellationToken cancellationToken)
        where T : class, ICreditRecord =>
        DocumentAnswers.TakeAsync(
            format.ReadBody(bytes), x => intake.StoreAsync(area, "rest", x, cancellationToken), x => x.Id, onlyId, table.Chinese);
}
