using System.Diagnostics;
using Gateway.Pipeline.Results;

namespace Gateway.Host.Web.Api;

/// <summary>What became of one result, in an array's answer.</summary>
/// <param name="Index">Its place in the array, from 0.</param>
/// <param name="Id">Its id, where it could be read.</param>
/// <param name="Version">Its version.</param>
/// <param name="Status">As if it had come alone: 201, 200, 409 or 400.</param>
/// <param name="Outcome">created, corrected, same, conflict, invalid or refused.</param>
/// <param name="Detail">Chinese, where something is wrong.</param>
/// <param name="Errors">All its problems.</param>
internal sealed record ItemOutcome(
    int Index, string? Id, int? Version, int Status, string Outcome, string? Detail = null, IReadOnlyList<ResultProblem>? Errors = null);

/// <summary>Pipeline outcomes to HTTP, in one place.</summary>
internal static class IntakeAnswers
{
    private const string ClassifiedWords = "含国家秘密或国家安全事由，本系统不得处理，未作任何留存";

    public static ItemOutcome Item(int index, IntakeOutcome outcome) => outcome switch
    {
        IntakeOutcome.Created x => new(index, x.Id, x.Version, StatusCodes.Status201Created, "created"),
        IntakeOutcome.Corrected x => new(index, x.Id, x.Version, StatusCodes.Status201Created, "corrected"),
        IntakeOutcome.Same x => new(index, x.Id, x.Version, StatusCodes.Status200OK, "same"),
        IntakeOutcome.Conflict x => new(index, x.Id, x.Version, Problems.Conflict.Status, "conflict", x.Why),
        IntakeOutcome.Invalid x => new(index, x.Id, null, Problems.Invalid.Status, "invalid", Problems.Invalid.Title, x.Problems),
        IntakeOutcome.Classified x => new(index, null, null, Problems.Classified.Status, "refused", Problems.Classified.Title, [x.Problem]),
        _ => throw new UnreachableException(),
    };

    /// <summary>A decision about a result that was not taken.</summary>
    public static Answer Refused(IReadOnlyList<ResultProblem> problems) => problems is [{ Code: ResultProblemCodes.ClassifiedRefused }]
        ? Problems.Of(Problems.Classified, ClassifiedWords, problems)
        : Problems.Of(Problems.Invalid, $"共 {problems.Count} 处问题，未保存", problems);

    /// <summary>One result's own answer: the item, or a problem.</summary>
    public static Answer One(ItemOutcome item) => item.Outcome switch
    {
        "conflict" => Problems.Of(Problems.Conflict, item.Detail ?? ""),
        "refused" => Problems.Of(Problems.Classified, ClassifiedWords, item.Errors),
        "invalid" => Problems.Of(
            item.Errors?.All(x => x.Code == ResultProblemCodes.AreaNotYours) == true ? Problems.Foreign : Problems.Invalid,
            $"共 {item.Errors?.Count ?? 0} 处问题，未保存", item.Errors),
        _ => Answer.Json(item.Status, item),
    };
}
