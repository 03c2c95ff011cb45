using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Pipeline.Normalise;

/// <summary>Copies the exchange envelope onto a record.</summary>
internal static class EnvelopeFields
{
    public static FeedRow WithEnvelope(this FeedRow record, in RowReader read, RawRow row) => record with
    {
        Identity = row.Values[Envelope.Identity] ?? "",
        ChangedAt = read.ChangedAt(),
        ChangeId = row.Values[Envelope.ChangeId],
        Source = row.Values[Envelope.Source],
        Batch = row.Values[Envelope.Batch],
    };
}
