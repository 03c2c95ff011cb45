namespace Gateway.Pipeline.Disclosure;

/// <summary>A version that is taken back from the platforms.</summary>
/// <param name="Id">The document.</param>
/// <param name="Version">Its highest version, locked by the caller.</param>
/// <param name="Cause">What takes it back.</param>
/// <param name="Reason">Goes to the platforms that ask for it.</param>
/// <param name="Basis">Goes to the platforms that ask for it.</param>
/// <param name="Erase">删除 rather than 撤销, where a platform tells them apart.</param>
internal sealed record TakenBack(string Id, int Version, WithdrawalCause Cause, string Reason, string Basis, bool Erase = false);

/// <summary>What takes a version back.</summary>
/// <param name="Word">As stored.</param>
/// <param name="Code">Reason code of the deliveries.</param>
internal sealed record WithdrawalCause(string Word, string Code)
{
    /// <summary>Its county.</summary>
    public static WithdrawalCause County { get; } = new("county", "withdrawn_by_county");

    /// <summary>信用修复: final, whatever version comes.</summary>
    public static WithdrawalCause Repair { get; } = new("repair", "repaired");

    /// <summary>The last day of its publication has passed.</summary>
    public static WithdrawalCause PublicationEnd { get; } = new("publication_end", "publication_ended");
}
