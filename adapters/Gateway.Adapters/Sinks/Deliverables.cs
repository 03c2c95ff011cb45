using Gateway.Contracts.Checklists;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.Sinks;

/// <summary>What the pulled directory knows and a mapping may need; looked up for a whole batch at once.</summary>
/// <param name="RegNo">注册号 of the subject.</param>
/// <param name="AddressRegistered">注册地址.</param>
/// <param name="AddressOperating">经营地址.</param>
/// <param name="ImplementCodes">For a matter code, every implement code that the catalogue has under the result's area and lead department.</param>
public sealed record DirectoryFacts(
    string? RegNo, string? AddressRegistered, string? AddressOperating, IReadOnlyDictionary<string, IReadOnlyList<string>> ImplementCodes)
{
    /// <summary>The directory knows nothing.</summary>
    public static DirectoryFacts None { get; } = new(null, null, null, new Dictionary<string, IReadOnlyList<string>>());
}

/// <summary>A result as it may be shared between authorities.</summary>
/// <param name="Result">The stored version.</param>
/// <param name="Facts">What the directory knows.</param>
/// <param name="Operation">Insert, correction or withdrawal.</param>
/// <param name="Reason">Reason of a withdrawal; otherwise <see langword="null"/>.</param>
/// <param name="Basis">Basis of a withdrawal; otherwise <see langword="null"/>.</param>
/// <param name="Served">
/// On a correction, the version that this target had before: where a result becomes several rows, the rows that the newer version no
/// longer has are deleted and those it has more are inserted. <see langword="null"/> when it has the same matters or none was served.
/// </param>
/// <param name="Erase">On a withdrawal: 删除 rather than 撤销, where the platform tells them apart.</param>
public sealed record Shareable(
    InspectionResult Result, DirectoryFacts Facts, DeliveryOperation Operation, string? Reason = null, string? Basis = null,
    InspectionResult? Served = null, bool Erase = false);

/// <summary>
/// A result that may be published. It can only be made from one that carries no exemption, so a publicity sink can't be handed an
/// exempt one. A withdrawal may always be made: it publishes nothing.
/// </summary>
public sealed record Publishable
{
    private Publishable(Shareable shareable) => Shareable = shareable;

    /// <summary>The result and its facts.</summary>
    public Shareable Shareable { get; }

    /// <summary>Makes it, or <see langword="null"/> when the result is exempt from publication.</summary>
    /// <param name="shareable">The result.</param>
    /// <param name="exemptNow">Whether an exemption is in force, read in the transaction that claims the delivery.</param>
    public static Publishable? From(Shareable shareable, bool exemptNow) =>
        shareable.Operation != DeliveryOperation.Withdraw && (exemptNow || shareable.Result.Exemption is not null)
            ? null
            : new Publishable(shareable);
}

/// <summary>One item of a published checklist version.</summary>
/// <param name="Area">GB/T 2260, six digits.</param>
/// <param name="ListVersion">Version of the list, from 1.</param>
/// <param name="Item">The item.</param>
/// <param name="Operation">Insert, correction or withdrawal.</param>
public sealed record ChecklistEntry(string Area, int ListVersion, ChecklistItem Item, DeliveryOperation Operation);
