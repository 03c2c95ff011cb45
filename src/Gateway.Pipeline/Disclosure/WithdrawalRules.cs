using System.Text.Json;
using Gateway.Pipeline.Documents;
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
            return (null, [DocumentParser.ProblemOf(e)]);
        }
    }

    /// <summary>Whether a stored withdrawal of the same version says the same.</summary>
    internal static WithdrawalOutcome Again(int version, WithdrawalRequest stored, WithdrawalRequest asked) =>
        stored == asked ? new WithdrawalOutcome.Taken(version) : new WithdrawalOutcome.Conflict(version);

    private static IReadOnlyList<ResultProblem> Check(WithdrawalRequest? request)
    {
        if (ClassifiedScreen.IsClassified(request?.Reason) || ClassifiedScreen.IsClassified(request?.Basis))
        {
            return [ClassifiedScreen.Refusal];
        }

        var problems = new ProblemList();
        problems.OpenText("/reason", request?.Reason, Longest);
        problems.OpenText("/basis", request?.Basis, Longest);
        return problems.All;
    }
}
