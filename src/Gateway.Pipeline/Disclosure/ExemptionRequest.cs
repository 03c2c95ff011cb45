using System.Text.Json.Serialization;
using Gateway.Pipeline.Results;

namespace Gateway.Pipeline.Disclosure;

/// <summary>不予公示审批 of a stored result, approved apart from it.</summary>
/// <param name="ResultId">The result; all its versions are covered.</param>
/// <param name="Ground">社会公共利益、商业秘密 or 个人隐私.</param>
/// <param name="ApprovalNo">Number of the approval; goes to the platforms as the basis of the withdrawal.</param>
/// <param name="ApprovedBy">Who approved: neither who entered this nor who entered the result.</param>
/// <param name="ApprovedOn">Day of the approval.</param>
/// <param name="EnteredBy">Who entered this.</param>
/// <param name="ExpiresOn">The last day on which it is in force; without one it stays until it is revoked.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ExemptionRequest(
    string? ResultId = null, string? Ground = null, string? ApprovalNo = null, string? ApprovedBy = null, DateOnly? ApprovedOn = null,
    string? EnteredBy = null, DateOnly? ExpiresOn = null);

/// <summary>Ends an approval: the result is published again.</summary>
/// <param name="RevokedBy">Who revoked it.</param>
/// <param name="Reason">Why.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RevocationRequest(string? RevokedBy = null, string? Reason = null);

/// <summary>An approval as stored.</summary>
public sealed record StoredExemption(long Id, string Area, ExemptionRequest Request, RevocationRequest? Revoked);

/// <summary>What became of an approval or a revocation.</summary>
public abstract record ExemptionOutcome
{
    private ExemptionOutcome()
    {
    }

    public sealed record Done(long Id) : ExemptionOutcome;

    /// <summary>Done before, with the same words.</summary>
    public sealed record Same(long Id) : ExemptionOutcome;

    /// <summary>Done before with other words, which stay.</summary>
    public sealed record Conflict(string Why) : ExemptionOutcome;

    public sealed record Invalid(IReadOnlyList<ResultProblem> Problems) : ExemptionOutcome;

    public sealed record Unknown : ExemptionOutcome;
}
