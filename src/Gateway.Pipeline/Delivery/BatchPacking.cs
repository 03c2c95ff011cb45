using Gateway.Adapters.Sinks;

namespace Gateway.Pipeline.Delivery;

/// <summary>Packs documents into batches of at most so many rows, in order; a document is never torn apart. Pure.</summary>
internal static class BatchPacking
{
    internal sealed record Packed(BatchStamp Stamp, IReadOnlyList<WireRow> Rows, IReadOnlyList<BatchMember> Members);

    internal sealed record LeftOut(ClaimedDelivery Delivery, MappedDocument Why);

    public static (List<Packed> Batches, List<LeftOut> LeftOut) Pack(
        ISink sink, IReadOnlyList<ClaimedDelivery> claimed, IReadOnlyList<IDeliverable> documents, int mostRows, int mostMembers,
        Func<BatchStamp> nextStamp)
    {
        var batches = new List<Packed>();
        var leftOut = new List<LeftOut>();
        var rows = new List<WireRow>();
        var members = new List<BatchMember>();
        BatchStamp? stamp = null;
        for (var i = 0; i < claimed.Count; i++)
        {
            if (members.Count >= mostMembers)
            {
                Close();
            }

            stamp ??= nextStamp();
            var mapped = documents[i].Map(sink, stamp);
            if (mapped is not MappedDocument.Rows { Wire: var wire })
            {
                leftOut.Add(new LeftOut(claimed[i], mapped));
                continue;
            }

            if (rows.Count > 0 && rows.Count + wire.Count > mostRows)
            {
                // The rows carry their batch's number and time, so they are made again for the next one.
                Close();
                stamp = nextStamp();
                wire = documents[i].Map(sink, stamp) is MappedDocument.Rows again ? again.Wire : throw new InvalidOperationException("同一文书两次映射结果不同");
            }

            rows.AddRange(wire);
            members.Add(new BatchMember(claimed[i].DeliveryId, wire.Count));
        }

        Close();
        return (batches, leftOut);

        void Close()
        {
            if (members.Count > 0 && stamp is not null)
            {
                batches.Add(new Packed(stamp, [.. rows], [.. members]));
                stamp = null;
            }

            rows.Clear();
            members.Clear();
        }
    }
}
