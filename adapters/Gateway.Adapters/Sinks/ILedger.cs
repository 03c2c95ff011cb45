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
    /// <exception cref="Failures.TransientFailure">
    /// The platform can't be read now, or what it showed was not whole: it ended before the total that it had named, its total moved, or a
    /// page came twice. What is yielded counts only once the enumeration has ended without one.
    /// </exception>
    /// <exception cref="Failures.PermanentFailure">The platform refuses for good.</exception>
    IAsyncEnumerable<LedgerEntry> ReadLedgerAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken);

    /// <summary>The digest that the peer's ledger shows for a row of ours, lower-case hex SHA-256.</summary>
    /// <param name="row">The row's business bytes as mapped.</param>
    string DigestOf(ReadOnlyMemory<byte> row);

    /// <summary>
    /// Whether an entry of the ledger is one of this area's records: a ledger that can't be asked for one area shows those of all. An entry
    /// that is nobody's of ours is no finding.
    /// </summary>
    bool IsOwn(string wireId);

    /// <summary>What the ledger should show for every row of a batch that was taken, in the order of its <see cref="PushBatch.WireIds"/>.</summary>
    IReadOnlyList<LedgerRow> RowsOf(PushBatch batch);
}

/// <summary>What a peer's ledger should show for a row that it took.</summary>
/// <param name="WireId">Identity of the row at the target.</param>
/// <param name="State">In force, or withdrawn.</param>
/// <param name="Digest">As <see cref="ILedger.DigestOf"/>; <see langword="null"/> where the batch does not hold the row's content (a withdrawal by id).</param>
/// <param name="Day">The day under which the ledger files it; <see langword="null"/> where the platform sets it (<see cref="RowVerdict.Day"/>).</param>
public sealed record LedgerRow(string WireId, LedgerState State, string? Digest, DateOnly? Day);

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
