using System.Diagnostics;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Results;

namespace Gateway.Host.Web.Api;

/// <summary>Documents of any kind: what was read is handed to its intake, and the outcomes to HTTP.</summary>
internal static class DocumentAnswers
{
    /// <param name="reading">The request's body.</param>
    /// <param name="store">The intake.</param>
    /// <param name="idOf">A document's id.</param>
    /// <param name="onlyId">On a PUT: the id in the path.</param>
    /// <param name="noun">What people call the documents.</param>
    public static async Task<Answer> TakeAsync<T>(
        BodyReading<T> reading, Func<IReadOnlyList<T>, Task<IReadOnlyList<IntakeOutcome>>> store, Func<T, string?> idOf, string? onlyId, string noun)
    {
        switch (reading)
        {
            case BodyReading<T>.TooMany many:
                return Problems.Of(Problems.TooLarge, $"一次最多 {many.Most} 个{noun}");
            case BodyReading<T>.NotJson not:
                return Problems.Of(Problems.NotJson, not.Problem.Message, [not.Problem]);
            case BodyReading<T>.Items { IsArray: true } when onlyId is not null:
                return Problems.Of(Problems.Invalid, "更正一次一个，应为 JSON 对象");
            case BodyReading<T>.Items items:
                if (onlyId is not null && items.Readings[0] is DocumentReading<T>.Read { Document: var document } && idOf(document) != onlyId)
                {
                    return Problems.Of(Problems.Invalid, "路径中的编号与内容不一致", [new ResultProblem("/id", ResultProblemCodes.Contradiction, "应与路径中的编号相同")]);
                }

                var outcomes = await JudgeAsync(items.Readings, store);
                return items.IsArray ? Answer.Json(StatusCodes.Status207MultiStatus, outcomes) : IntakeAnswers.One(outcomes[0]);
            default:
                throw new UnreachableException();
        }
    }

    private static async Task<IReadOnlyList<ItemOutcome>> JudgeAsync<T>(
        IReadOnlyList<DocumentReading<T>> readings, Func<IReadOnlyList<T>, Task<IReadOnlyList<IntakeOutcome>>> store)
    {
        var read = readings.OfType<DocumentReading<T>.Read>().Select(x => x.Document).ToList();
        var stored = new Queue<IntakeOutcome>(read.Count == 0 ? [] : await store(read));
        return [.. readings.Select((x, place) => IntakeAnswers.Item(place, x switch
        {
            DocumentReading<T>.Read => stored.Dequeue(),
            DocumentReading<T>.Malformed bad => new IntakeOutcome.Invalid(null, [bad.Problem]),
            DocumentReading<T>.Classified => new IntakeOutcome.Classified(
                new ResultProblem("/exemption/ground", ResultProblemCodes.ClassifiedRefused, "国家秘密、国家安全不得经本系统处理")),
            _ => throw new UnreachableException(),
        }))];
    }
}
