using System.Diagnostics;
using Gateway.Pipeline.Disclosure;
using Gateway.Pipeline.Documents;

namespace Gateway.Host.Web.Api;

/// <summary>A taken withdrawal.</summary>
/// <param name="Id">The result, penalty or licence.</param>
/// <param name="Version">The version that was the highest: a higher one may be shown again.</param>
internal sealed record WithdrawnResult(string Id, int Version);

/// <summary>Results, penalties, licences: take back.</summary>
internal static class WithdrawalEndpoints
{
    /// <param name="path">Path of the kind's documents.</param>
    /// <param name="operation">Name of the operation.</param>
    public static void MapWithdrawals(this RouteGroupBuilder api, DocumentTable table, string path, string operation) =>
        api.MapPost(path + "/{id}/withdraw", (
                string id, HttpContext context, WithdrawalIntake intake, IdempotencyStore answers, CancellationToken cancellationToken) =>
                OnceOnly.AnswerAsync(
                    context, answers, (area, bytes) => TakeAsync(intake, table, area, id, bytes, cancellationToken), cancellationToken))
            .WithName(operation).WithSummary($"撤回{table.Chinese}：从已报送的全部平台撤回")
            .WithDescription(
                "202 已受理：已报送或可能已报送的平台逐一撤回，尚未发出的不再发出；各平台的状态请查询该编号。相同内容重发应答相同；"
                + "对同一版本以不同事由再次撤回为 409。撤回后只有更高的版本才会重新报送。")
            .Accepts<WithdrawalRequest>("application/json").Produces<WithdrawnResult>(StatusCodes.Status202Accepted)
            .WithProblems(400, 401, 404, 409, 413, 415, 422, 429, 503);

    private static async Task<Answer> TakeAsync(
        WithdrawalIntake intake, DocumentTable table, string area, string id, byte[] bytes, CancellationToken cancellationToken)
    {
        var (request, problems) = WithdrawalRules.Read(bytes);
        if (request is null)
        {
            return IntakeAnswers.Refused(problems);
        }

        return await intake.StoreAsync(table, area, id, request, cancellationToken) switch
        {
            WithdrawalOutcome.Taken taken => Answer.Json(StatusCodes.Status202Accepted, new WithdrawnResult(id, taken.Version)),
            WithdrawalOutcome.Conflict conflict => Problems.Of(Problems.Conflict, $"版本 {conflict.Version} 已以其他事由或依据撤回，原事由不变"),
            WithdrawalOutcome.Unknown => Problems.Of(Problems.NotFound, $"本地区没有这个编号的{table.Chinese}"),
            _ => throw new UnreachableException(),
        };
    }
}
