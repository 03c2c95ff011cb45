using System.Diagnostics;
using Gateway.Contracts.Leads;
using Gateway.Host.Security;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Leads;
using Gateway.Pipeline.Results;

namespace Gateway.Host.Web.Api;

/// <summary>A lead or a step that was taken.</summary>
/// <param name="LeadNo">The lead.</param>
/// <param name="Version">Place of the step among those of its lead; 1 for a lead.</param>
internal sealed record StoredLead(string LeadNo, int Version);

/// <summary>A lead as its county may ask for it: what became of it, nothing of what was told.</summary>
internal sealed record LeadState(
    string LeadNo, string Source, DateTimeOffset? ReceivedAt, DateOnly? Deadline, IReadOnlyList<StoredStep> Steps, IReadOnlyList<TargetState> Targets);

/// <summary>Leads (问题线索) and their handling: hand in, ask.</summary>
internal static class LeadEndpoints
{
    public static void MapLeads(this RouteGroupBuilder api)
    {
        api.MapPost("/leads", (HttpContext context, LeadIntake intake, IdempotencyStore answers, CancellationToken cancellationToken) =>
                OnceOnly.AnswerAsync(context, answers, (area, bytes) => TakeLeadAsync(intake, area, bytes, cancellationToken), cancellationToken))
            .WithName("postLead").WithSummary("提交本地区自行受理的问题线索").WithDescription("201 已保存，200 与已保存的相同，409 同一编号内容不同，400 列出全部问题。")
            .Accepts<CountyLead>("application/json").Produces<StoredLead>(StatusCodes.Status201Created).Produces<StoredLead>()
            .WithProblems(400, 401, 403, 409, 413, 415, 422, 429, 503);
        api.MapPost("/leads/{leadNo}/handling", (
                string leadNo, HttpContext context, LeadIntake intake, IdempotencyStore answers, CancellationToken cancellationToken) =>
                OnceOnly.AnswerAsync(
                    context, answers, (area, bytes) => TakeHandlingAsync(intake, area, leadNo, bytes, cancellationToken), cancellationToken))
            .WithName("postLeadHandling").WithSummary("提交线索的一步办理情况：来自热线等平台的线索，按先后回传")
            .WithDescription("201 已保存，200 与已保存的某一步相同，404 本地区没有这条线索，400 列出全部问题。")
            .Accepts<LeadHandling>("application/json").Produces<StoredLead>(StatusCodes.Status201Created).Produces<StoredLead>()
            .WithProblems(400, 401, 403, 404, 413, 415, 422, 429, 503);
        api.MapGet("/leads/{leadNo}", async (
                string leadNo, HttpContext context, LeadStore leads, ResultStateStore states, CancellationToken cancellationToken) =>
            {
                var area = CountyKeyFilter.AreaOf(context);
                return await leads.FindAsync(area, leadNo, cancellationToken) is { } lead
                    ? Answer.Json(StatusCodes.Status200OK, new LeadState(
                        leadNo, lead.FromPlatform ? "platform" : "county", lead.ReceivedAt, lead.Deadline,
                        await leads.StepsAsync(area, leadNo, cancellationToken),
                        (await states.FindAsync(DocumentTable.Handling, area, leadNo, cancellationToken))?.Targets ?? []))
                    : Problems.Of(Problems.NotFound, "本地区没有这条线索");
            })
            .WithName("getLead").WithSummary("线索的办理步骤及回传状态（不含内容）").Produces<LeadState>().WithProblems(401, 404, 429, 503);
    }

    private static async Task<Answer> TakeLeadAsync(LeadIntake intake, string area, byte[] bytes, CancellationToken cancellationToken) =>
        LeadFormat.ReadLead(bytes) switch
        {
            DocumentReading<CountyLead>.Malformed bad => Problems.Of(Problems.Invalid, bad.Problem.Message, [bad.Problem]),
            DocumentReading<CountyLead>.Classified => IntakeAnswers.Refused([ClassifiedScreen.Refusal]),
            DocumentReading<CountyLead>.Read { Document: var lead } => AnswerOf(lead.LeadNo ?? "", await intake.StoreAsync(area, lead, cancellationToken)),
            _ => throw new UnreachableException(),
        };

    private static async Task<Answer> TakeHandlingAsync(
        LeadIntake intake, string area, string leadNo, byte[] bytes, CancellationToken cancellationToken) =>
        LeadFormat.ReadHandling(bytes) switch
        {
            DocumentReading<LeadHandling>.Malformed bad => Problems.Of(Problems.Invalid, bad.Problem.Message, [bad.Problem]),
            DocumentReading<LeadHandling>.Classified => IntakeAnswers.Refused([ClassifiedScreen.Refusal]),
            DocumentReading<LeadHandling>.Read { Document: var handling } =>
                AnswerOf(leadNo, await intake.StoreAsync(area, leadNo, handling, cancellationToken)),
            _ => throw new UnreachableException(),
        };

    private static Answer AnswerOf(string leadNo, LeadOutcome outcome) => outcome switch
    {
        LeadOutcome.Stored stored => Answer.Json(StatusCodes.Status201Created, new StoredLead(leadNo, stored.Version)),
        LeadOutcome.Same same => Answer.Json(StatusCodes.Status200OK, new StoredLead(leadNo, same.Version)),
        LeadOutcome.Conflict => Problems.Of(Problems.Conflict, "这一编号的线索已保存且内容不同"),
        LeadOutcome.Unknown => Problems.Of(Problems.NotFound, "本地区没有这条线索：来自热线的线索先拉取，自行受理的先提交"),
        LeadOutcome.Invalid { Problems: var problems } when problems.All(x => x.Code == ResultProblemCodes.AreaNotYours) =>
            Problems.Of(Problems.Foreign, $"共 {problems.Count} 处问题，未保存", problems),
        LeadOutcome.Invalid invalid => IntakeAnswers.Refused(invalid.Problems),
        _ => throw new UnreachableException(),
    };
}
