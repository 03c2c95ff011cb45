using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Results;

namespace Gateway.Pipeline.CreditRepairs;

/// <summary>What became of a repair.</summary>
public abstract record RepairOutcome
{
    private RepairOutcome()
    {
    }

    public sealed record Stored(IReadOnlyList<RepairedOutcome> Records) : RepairOutcome;

    /// <summary>Stored before with the same content.</summary>
    public sealed record Same(IReadOnlyList<RepairedOutcome> Records) : RepairOutcome;

    /// <summary>Stored before with other content, which stays.</summary>
    public sealed record Conflict : RepairOutcome;

    /// <summary>Nothing was stored; all problems.</summary>
    public sealed record Invalid(IReadOnlyList<ResultProblem> Problems) : RepairOutcome;
}

/// <summary>What became of one record of a repair.</summary>
/// <param name="Kind">penalty, licence or result.</param>
/// <param name="Id">As the decision names it, or</param>
/// <param name="DocumentNo">by its document.</param>
/// <param name="Found">Ids of the documents that it named.</param>
/// <param name="Outcome">withdrawn, already_withdrawn, or unknown: then it is not published should it come in later.</param>
public sealed record RepairedOutcome(string Kind, string? Id, string? DocumentNo, IReadOnlyList<string> Found, string Outcome);

/// <summary>Outcomes of a repaired record: names stored in the database.</summary>
internal static class RepairedStates
{
    public const string Withdrawn = "withdrawn";
    public const string AlreadyWithdrawn = "already_withdrawn";
    public const string Unknown = "unknown";
}

/// <summary>What the platforms are told.</summary>
internal static class RepairWords
{
    private const int Deleted = 2;

    public static string Reason(CreditRepair repair) => $"信用修复：{repair.DecisionNo}";

    public static bool Erases(CreditRepair repair) => repair.PublicStatus == Deleted;
}
