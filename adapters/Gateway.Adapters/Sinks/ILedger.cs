namespace Gateway.Adapters.Sinks;

/// <summary>
/// A target whose own books can be read: reconciliation compares them with ours. A sink that has a ledger implements this beside its
/// sink interface.
/// </summary>
public interface ILedger
{
    /// <summary>
    /// Entries of a range of days, both inclusive, page by page in the peer's order. What a day is differs by target: the day of
    /// publication (<c>publicity</c>), of submission (<c>exchange-rest</c>) or of the inspection (others).
    /// </summary>
    /// <exception cref="Failures.TransientFailure">The platform can't be read now.</exception>
    /// <exception cref="Failures.PermanentFailure">The platform refuses for good.</exception>
    IAsyncEnumerable<LedgerEntry> ReadLedgerAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>The digest that the peer's ledger shows for a row of ours, lower-case hex SHA-256.</summary>
    /// <param name="row">The row's business bytes as mapped.</param>
    string DigestOf(ReadOnlyMemory<byte> row);
}

/// <summary>Whether the record is in force at the peer.</summary>
public enum LedgerState
{
    /// <summary>Taken or published.</summary>
    InForce,

    /// <summary>Withdrawn or deleted.</summary>
    Withdrawn,

    /// <summary>A state that the profile does not know.</summary>
    Unknown,
}

/// <summary>One entry of the peer's books.</summary>
/// <param name="WireId">Identity of the row at the target.</param>
/// <param name="State">Whether it is in force.</param>
/// <param name="Digest">Lower-case hex SHA-256 of the columns that the contract names.</param>
public sealed record LedgerEntry(string WireId, LedgerState State, string Digest);
