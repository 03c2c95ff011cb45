using Gateway.Adapters.Http;
using Gateway.Adapters.Json;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.Rest.Sources;

/// <summary>Reads rows into the places of a feed's schema.</summary>
internal sealed class RowSet(Feed feed, IReadOnlyDictionary<string, string> fields, bool deletions, TransportOptions transport)
{
    private readonly PageReader _reader = new(new FieldMap(FeedSchemas.Of(feed), fields), "", transport);

    /// <param name="rows">An array of rows, or a single one.</param>
    public PageRows Read(ReadOnlyMemory<byte>? rows)
    {
        if (rows is not { } bytes)
        {
            return new PageRows([], []);
        }

        var content = _reader.Read(bytes.Span[0] == (byte)'[' ? bytes : (byte[])[(byte)'[', .. bytes.Span, (byte)']'], 500);
        var read = content.Rows ?? [];
        if (deletions)
        {
            read.ToList().ForEach(row => row.Values[Envelope.Operation] = "d");
        }

        return new PageRows(read, content.Drift);
    }
}
