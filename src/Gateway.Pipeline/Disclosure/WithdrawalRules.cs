using System.Text.Json;
using Gateway.Adapters.Identifiers;
using Gateway.Pipeline.Results;

namespace Gateway.Pipeline.Disclosure;

/// <summary>Reads and judges a withdrawal. Pure.</summary>
public static class WithdrawalRules
{
    private const int Longest = 200;

    /// <summary>The request, or all that is wrong with it.</summary>
    public static (WithdrawalRequest? Request, IReadOnlyList<ResultProblem> Problems) Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var request = JsonSerializer.Deserialize(utf8, ResultJson.Default.WithdrawalRequest);
            var problems = Check(request);
            return problems.Count == 0 ? (request, problems) : (null, problems);
        }
        catch (JsonException e)
        {
            return (null, [ResultParser.ProblemOf(e)]);
        }
    }

    /// <summary>Whether a stored withdrawal of the same version says the same.</summary>
    internal static WithdrawalOutcome Again(int version, WithdrawalRequest stored, WithdrawalRequest asked) =>
        stored == asked ? new WithdrawalOutcome.Taken(version) : new WithdrawalOutcome.Conflict(version);

    private static IReadOnlyList<ResultProblem> Check(WithdrawalRequest? request)
    {
        if (ClassifiedScreen.IsClassified(request?.Reason) || ClassifiedScreen.IsClassified(request?.Basis))
        {
            return [new ResultProblem("", ResultProblemCodes.ClassifiedRefused, "国家秘密、国家安全事项不得经本系统处理；内容未保存")];
        }

        var problems = new ProblemList();
        Text(problems, "/reason", request?.Reason);
        Text(problems, "/basis", request?.Basis);
        return problems.All;
    }

    // Platforms may show it to everybody, and it is kept in clear.
    private static void Text(ProblemList problems, string field, string? text)
    {
        if (problems.Text(field, text, Longest) && Masking.InText(text ?? "") != text)
        {
            problems.Add(field, ResultProblemCodes.Format, "不能含身份证号、手机号");
        }
    }
}
