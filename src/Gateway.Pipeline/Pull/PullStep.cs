using Gateway.Adapters.Sources;
using Gateway.Pipeline.Normalise;

namespace Gateway.Pipeline.Pull;

/// <summary>What one transaction of a read writes: decided before the database is touched.</summary>
internal sealed class PullStep
{
    public List<StoredRow> New { get; } = [];
    public List<StoredRow> Changed { get; } = [];
    public List<string> Deleted { get; } = [];
    public List<QuarantinedRow> Quarantined { get; } = [];

    /// <summary>Identities that came good: their open quarantine closes.</summary>
    public List<string> CameGood { get; } = [];

    /// <summary>What was odd but usable in these rows.</summary>
    public Findings Findings { get; } = new();

    public int Fetched { get; set; }
    public int Unchanged { get; set; }
    public int Repeated { get; set; }
    public int Pages { get; set; }
    public FeedCursor? Cursor { get; set; }
}

/// <summary>A record with the hash of what it says.</summary>
internal readonly record struct StoredRow(FeedRow Row, Guid Content);

/// <summary>A row on its way to quarantine.</summary>
/// <param name="RowKey">Identity; for a repeated identity also the content.</param>
/// <param name="Identity">Identity, or empty.</param>
/// <param name="Defect">Why.</param>
/// <param name="RawSealed">The row as received, encrypted.</param>
/// <param name="Origin">What its senders know it by; <see langword="null"/> where they are not told.</param>
/// <param name="Place">Its number there.</param>
internal readonly record struct QuarantinedRow(string RowKey, string Identity, Defect Defect, byte[] RawSealed, string? Origin, int Place);
