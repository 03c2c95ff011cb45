using Gateway.Adapters.Sinks;

namespace Gateway.Pipeline.Delivery;

/// <summary>A delivery taken off the queue by the transaction that forms its batch.</summary>
public sealed record ClaimedDelivery(long DeliveryId, string DocId, int Version, string? Reason, string? Basis = null);

/// <summary>One member of a batch: a delivery and how many rows it has in it.</summary>
public sealed record BatchMember(long DeliveryId, int Rows);

/// <summary>A stored batch that this process holds.</summary>
public sealed record HeldBatch
{
    public required long BatchId { get; init; }

    /// <summary>Rises with every claim; every write about the batch names it.</summary>
    public required long ClaimToken { get; init; }
    public required string Target { get; init; }
    public required string Area { get; init; }
    public required string Kind { get; init; }
    public required PushBatch Push { get; init; }
    public required byte[] PayloadHash { get; init; }
    public required IReadOnlyList<BatchMember> Members { get; init; }
    public int Attempts { get; init; }

    /// <summary>Version of the adapters' configuration under which it is formed or sent.</summary>
    public string AdaptersVersion { get; init; } = "";

    /// <summary>When it was due, as it was claimed.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>Claimed before it was due, as a probe: what comes of it spends none of its attempts.</summary>
    public bool Early { get; init; }
    public int ReceiptPolls { get; init; }
    public bool AnswerLost { get; init; }

    /// <summary>Since it was formed, a member was decided to be taken back: by a withdrawal, or by an approval not to publish.</summary>
    public bool TakenBack { get; init; }

    /// <summary>When the platform took it in, where its verdict comes later.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
    public bool AwaitsReceipt => ReceivedAt is not null;
}

/// <summary>What a document becomes at a target.</summary>
public abstract record MappedDocument
{
    private MappedDocument()
    {
    }

    public sealed record Rows(IReadOnlyList<WireRow> Wire) : MappedDocument;

    /// <summary>The target can't be served: ours to mend.</summary>
    public sealed record Parked(string Code, string Reason, bool WaitsForCatalogue) : MappedDocument;

    /// <summary>It must not go there.</summary>
    public sealed record NotRouted(string Code, string Reason) : MappedDocument;

    /// <summary>What a sink made of it.</summary>
    public static MappedDocument Of(Mapping mapping) => mapping switch
    {
        Mapping.Mapped mapped => new Rows(mapped.Rows),
        Mapping.Unmappable cannot => new Parked(cannot.Code, cannot.Reason, WaitsForCatalogue: false),
        Mapping.WaitsForCatalogue waits => new Parked("waiting_catalogue", waits.Reason, WaitsForCatalogue: true),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
