using System.Diagnostics;
using Gateway.Contracts.CreditRecords;
using Gateway.Host.Security;
using Gateway.Pipeline.CreditRepairs;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Results;

namespace Gateway.Host.Web.Api;

/// <summary>A stored repair.</summary>
/// <param name="Id">Of the repair.</param>
/// <param name="Records">What became of each record, in the order of the decision.</param>
internal sealed record StoredRepair(string Id, IReadOnlyList<RepairedOutcome> Records);

/// <summary>Credit repairs (信用修复): hand in, ask.</summary>
internal static class RepairEndpoints
{
    public static void MapRepairs(this RouteGroupBuilder api)
    {
        api.MapPost("/credit-repairs", (HttpContext context, RepairIntake intake, IdempotencyStore answers, CancellationToken cancellationToken) =>
                OnceOnly.AnswerAsync(context, answers, (area, bytes) => TakeAsync(intake, area, bytes, cancellationToken), cancellationToken))
            .WithName("postCreditRepair").WithSummary("提交信用修复决定：从已报送的全部平台撤回所列记录，此后不再公示")
            .WithDescription(
                "201 已受理，200 与已保存的相同，409 同一编号内容不同，400 列出全部问题（含最短公示期未满），整份不受理。"
                + "所列记录逐条给出结果：withdrawn 已安排撤回，already_withdrawn 此前已撤回，unknown 尚未报送到网关（日后报送时不再公示）。")
            .Accepts<CreditRepair>("application/json").Produces<StoredRepair>(StatusCodes.Status201Created).Produces<StoredRepair>()
            .WithProblems(400, 401, 403, 409, 413, 415, 422, 429, 503);
        api.MapGet("/credit-repairs/{id}", async (string id, HttpContext context, RepairIntake intake, CancellationToken cancellationToken) =>
                await intake.FindAsync(CountyKeyFilter.AreaOf(context), id, cancellationToken) is { Count: > 0 } records
                    ? Answer.Json(StatusCodes.Status200OK, new StoredRepair(id, records))
                    : Problems.Of(Problems.NotFound, "本地区没有这个编号的信用修复"))
            .WithName("getCreditRepair").WithSummary("信用修复所列各记录的处理结果（不含内容）").Produces<StoredRepair>().WithProblems(401, 404, 429, 503);
    }

    private static async Task<Answer> TakeAsync(RepairIntake intake, string area, byte[] bytes, CancellationToken cancellationToken)
    {
        switch (RepairFormat.Read(bytes))
        {
            case DocumentReading<CreditRepair>.Malformed bad:
                return Problems.Of(Problems.Invalid, bad.Problem.Message, [bad.Problem]);
            case DocumentReading<CreditRepair>.Classified:
                return IntakeAnswers.Refused([ClassifiedScreen.Refusal]);
            case DocumentReading<CreditRepair>.Read { Document: var repair }:
                return await intake.StoreAsync(area, repair, cancellationToken) switch
                {
                    RepairOutcome.Stored x => Answer.Json(StatusCodes.Status201Created, new StoredRepair(repair.Id ?? "", x.Records)),
                    RepairOutcome.Same x => Answer.Json(StatusCodes.Status200OK, new StoredRepair(repair.Id ?? "", x.Records)),
                    RepairOutcome.Conflict => Problems.Of(Problems.Conflict, "这一编号的信用修复已保存且内容不同，原决定不变"),
                    RepairOutcome.Invalid { Problems: var problems } when problems.All(x => x.Code == ResultProblemCodes.AreaNotYours) =>
                        Problems.Of(Problems.Foreign, $"共 {problems.Count} 处问题，未保存", problems),
                    RepairOutcome.Invalid x => IntakeAnswers.Refused(x.Problems),
                    _ => throw new UnreachableException(),
                };
            default:
                throw new UnreachableException();
        }
    }
}
