using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Results;

namespace Gateway.Pipeline.Disclosure;

/// <summary>Reads and judges approvals not to publish and their revocations. Pure.</summary>
public static class ExemptionRules
{
    /// <summary>The approval, or all that is wrong with it; of a classified ground nothing but that is said.</summary>
    public static (ExemptionRequest? Request, IReadOnlyList<ResultProblem> Problems) Read(ReadOnlySpan<byte> utf8) =>
        Read(utf8, ResultJson.Default.ExemptionRequest, x => Check(x ?? new ExemptionRequest()));

    public static (RevocationRequest? Request, IReadOnlyList<ResultProblem> Problems) ReadRevocation(ReadOnlySpan<byte> utf8) =>
        Read(utf8, ResultJson.Default.RevocationRequest, x => Check(x ?? new RevocationRequest()));

    /// <summary>What an approval is to the result and to an earlier one of its number; <see langword="null"/>: it is new.</summary>
    internal static ExemptionOutcome? Decide(ExemptionRequest asked, StoredExemption? stored, string? resultEnteredBy, DateOnly today)
    {
        if (stored is not null)
        {
            return stored.Request == asked
                ? new ExemptionOutcome.Same(stored.Id)
                : new ExemptionOutcome.Conflict("这一审批文号已登记且内容不同，原登记不变");
        }

        var problems = new ProblemList();
        if (SamePerson(asked.ApprovedBy, resultEnteredBy))
        {
            problems.Add("/approvedBy", ResultProblemCodes.Contradiction, "审批人不得是检查结果的录入人");
        }

        if (asked.ApprovedOn > today)
        {
            problems.Add("/approvedOn", ResultProblemCodes.Order, "审批日期不得晚于今天");
        }

        if (asked.ExpiresOn < today)
        {
            problems.Add("/expiresOn", ResultProblemCodes.Order, "截止日期不得早于今天");
        }

        return problems.All.Count == 0 ? null : new ExemptionOutcome.Invalid(problems.All);
    }

    /// <summary>What a revocation is to the stored approval; <see langword="null"/>: it is new.</summary>
    internal static ExemptionOutcome? Decide(RevocationRequest asked, StoredExemption? stored) => stored switch
    {
        null => new ExemptionOutcome.Unknown(),
        { Revoked: null } => null,
        { Revoked: var revoked } when revoked == asked => new ExemptionOutcome.Same(stored.Id),
        _ => new ExemptionOutcome.Conflict("这一审批已以其他事由撤销，原登记不变"),
    };

    private static (T? Request, IReadOnlyList<ResultProblem> Problems) Read<T>(
        ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type, Func<T?, IReadOnlyList<ResultProblem>> check)
        where T : class
    {
        try
        {
            var request = JsonSerializer.Deserialize(utf8, type);
            var problems = check(request);
            return problems.Count == 0 ? (request, problems) : (null, problems);
        }
        catch (JsonException e)
        {
            return (null, [ClassifiedScreen.Claims(utf8) ? ClassifiedScreen.Refusal : DocumentParser.ProblemOf(e)]);
        }
    }

    private static IReadOnlyList<ResultProblem> Check(ExemptionRequest request)
    {
        string?[] texts = [request.ResultId, request.Ground, request.ApprovalNo, request.ApprovedBy, request.EnteredBy];
        if (texts.Any(ClassifiedScreen.IsClassified))
        {
            return [ClassifiedScreen.Refusal];
        }

        var problems = new ProblemList();
        if (ResultValidator.Identified(request.ResultId) is null)
        {
            problems.Add("/resultId", ResultProblemCodes.Format, "编号为 1–40 个字符：A-Z、a-z、0-9、“.”、“_”、“-”");
        }

        problems.OneOf("/ground", request.Ground, ResultValidator.Grounds);
        problems.OpenText("/approvalNo", request.ApprovalNo, 100);
        problems.OpenText("/enteredBy", request.EnteredBy, 50);
        if (problems.OpenText("/approvedBy", request.ApprovedBy, 50) && SamePerson(request.ApprovedBy, request.EnteredBy))
        {
            problems.Add("/approvedBy", ResultProblemCodes.Contradiction, "审批人不得是录入人");
        }

        if (request.ApprovedOn is null)
        {
            problems.Add("/approvedOn", ResultProblemCodes.Required, "缺少审批日期");
        }

        return problems.All;
    }

    private static IReadOnlyList<ResultProblem> Check(RevocationRequest request)
    {
        if (ClassifiedScreen.IsClassified(request.RevokedBy) || ClassifiedScreen.IsClassified(request.Reason))
        {
            return [ClassifiedScreen.Refusal];
        }

        var problems = new ProblemList();
        problems.OpenText("/revokedBy", request.RevokedBy, 50);
        problems.OpenText("/reason", request.Reason, 200);
        return problems.All;
    }

    // Blanks within a name tell no two people apart.
    private static bool SamePerson(string? one, string? other) =>
        one is not null && other is not null && string.Concat(one.Where(x => !char.IsWhiteSpace(x))) == string.Concat(other.Where(x => !char.IsWhiteSpace(x)));
}
