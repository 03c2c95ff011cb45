using System.Diagnostics;
using Gateway.Pipeline.Disclosure;

namespace Gateway.Host.Web.Api;

/// <summary>An approval or its revocation, as taken.</summary>
/// <param name="Id">The approval's id, by which it is revoked.</param>
internal sealed record TakenExemption(long Id);

/// <summary>不予公示审批: approve, revoke.</summary>
internal static class ExemptionEndpoints
{
    public static void MapExemptions(this RouteGroupBuilder api)
    {
        api.MapPost("/exemptions", ApproveAsync).WithName("postExemption").WithSummary("登记不予公示审批（社会公共利益、商业秘密、个人隐私）")
            .WithDescription(
                "201 已登记：已公示的撤回，未公示的不再公示，共享平台按规则办理。相同内容重发为 200；同一审批文号内容不同为 409。"
                + "审批人不得是录入人。国家秘密、国家安全不得经本系统处理，不作任何留存。expiresOn 为最后有效日，次日起恢复公示。")
            .Accepts<ExemptionRequest>("application/json").Produces<TakenExemption>(StatusCodes.Status201Created).Produces<TakenExemption>()
            .WithProblems(400, 401, 404, 409, 413, 415, 422, 429, 503);
        api.MapPost("/exemptions/{id:long}/revoke", RevokeAsync).WithName("revokeExemption").WithSummary("撤销不予公示审批：恢复公示")
            .WithDescription("200 已撤销，相同内容重发应答相同；以不同事由再次撤销为 409。")
            .Accepts<RevocationRequest>("application/json").Produces<TakenExemption>()
            .WithProblems(400, 401, 404, 409, 413, 415, 422, 429, 503);
    }

    private static Task<IResult> ApproveAsync(
        HttpContext context, ExemptionIntake intake, IdempotencyStore answers, CancellationToken cancellationToken) =>
        OnceOnly.AnswerAsync(
            context, answers,
            async (area, bytes) =>
            {
                var (request, problems) = ExemptionRules.Read(bytes);
                return request is null ? IntakeAnswers.Refused(problems) : Of(await intake.ApproveAsync(area, request, cancellationToken), StatusCodes.Status201Created);
            },
            cancellationToken);

    private static Task<IResult> RevokeAsync(
        long id, HttpContext context, ExemptionIntake intake, IdempotencyStore answers, CancellationToken cancellationToken) =>
        OnceOnly.AnswerAsync(
            context, answers,
            async (area, bytes) =>
            {
                var (request, problems) = ExemptionRules.ReadRevocation(bytes);
                return request is null ? IntakeAnswers.Refused(problems) : Of(await intake.RevokeAsync(area, id, request, cancellationToken), StatusCodes.Status200OK);
            },
            cancellationToken);

    private static Answer Of(ExemptionOutcome outcome, int done) => outcome switch
    {
        ExemptionOutcome.Done x => Answer.Json(done, new TakenExemption(x.Id)),
        ExemptionOutcome.Same x => Answer.Json(StatusCodes.Status200OK, new TakenExemption(x.Id)),
        ExemptionOutcome.Conflict x => Problems.Of(Problems.Conflict, x.Why),
        ExemptionOutcome.Invalid x => IntakeAnswers.Refused(x.Problems),
        ExemptionOutcome.Unknown => Problems.Of(Problems.NotFound, "本地区没有这个编号的检查结果或审批"),
        _ => throw new UnreachableException(),
    };
}
