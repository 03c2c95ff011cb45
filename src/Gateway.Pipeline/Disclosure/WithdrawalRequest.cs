using System.Text.Json.Serialization;

namespace Gateway.Pipeline.Disclosure;

/// <summary>A county takes a result back. Both texts go to the platforms that ask for them.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Basis">What it rests on: a document, an article.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record WithdrawalRequest(string? Reason = null, string? Basis = null);

/// <summary>What became of a withdrawal.</summary>
public abstract record WithdrawalOutcome
{
    private WithdrawalOutcome()
    {
    }

    /// <summary>Taken, now or before with the same words: final until a version above this one comes.</summary>
    public sealed record Taken(int Version) : WithdrawalOutcome;

    /// <summary>The version is withdrawn for another reason: what the platforms were told stays.</summary>
    public sealed record Conflict(int Version) : WithdrawalOutcome;

    public sealed record Unknown : WithdrawalOutcome;
}
