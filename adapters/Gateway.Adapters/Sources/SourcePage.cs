namespace Gateway.Adapters.Sources;

/// <summary>One page as received, and its rows.</summary>
public sealed class SourcePage
{
    /// <summary>Place in the read, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The body's bytes as received, after HTTP content decoding.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The rows of <see cref="Body"/>.</summary>
    public required PageRows Rows { get; init; }

    /// <summary>The snapshot that the platform says the page belongs to; a change in the middle of a read means the set moved.</summary>
    public string? SnapshotId { get; init; }

    /// <summary>How many rows the platform says the whole read has.</summary>
    public long? Total { get; init; }

    /// <summary>Where the read stands after this page; <see langword="null"/> when the page is empty.</summary>
    public FeedCursor? Cursor { get; init; }

    /// <summary>What was odd about how the data were laid ready.</summary>
    public IReadOnlyList<SourceFinding> Findings { get; init; } = [];
}

/// <summary>The rows of a page and what was odd about their shape.</summary>
/// <param name="Rows">In the order received.</param>
/// <param name="Drift">Fields that are new, missing or of another shape than the schema says.</param>
public sealed record PageRows(IReadOnlyList<RawRow> Rows, IReadOnlyList<FieldDrift> Drift);

/// <summary>
/// A row before it is normalised: text as received, at the places of its feed's <see cref="Contracts.FeedSchema"/>. A field that is
/// absent or JSON null is <see langword="null"/>.
/// </summary>
/// <param name="Values">One value a schema field.</param>
/// <param name="Raw">The row's own bytes within the page; empty when the transport has no bytes of its own for a row.</param>
/// <param name="Unreadable">Why the row can't be read at all (not an object …), in Chinese; otherwise <see langword="null"/>.</param>
public sealed record RawRow(string?[] Values, ReadOnlyMemory<byte> Raw, string? Unreadable = null)
{
    /// <summary>What its senders know it by, with <see cref="Place"/>: the name of its file; <see langword="null"/> where there is none.</summary>
    public string? Origin { get; init; }

    /// <summary>Its number there, from 1, heads not counted.</summary>
    public int Place { get; init; }
}

/// <summary>What was odd about a field in a page.</summary>
/// <param name="Kind"><c>new</c>, <c>missing</c> or <c>retyped</c>.</param>
/// <param name="Field">The field's name on the wire.</param>
/// <param name="Rows">In how many rows of the page.</param>
public sealed record FieldDrift(string Kind, string Field, int Rows);
