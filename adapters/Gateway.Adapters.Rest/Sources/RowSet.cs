using Gateway.Adapters.Http;
using Gateway.Adapters.Mappings;
using Gateway.Adapters.Sources;
using Gateway.Contracts;

namespace Gateway.Adapters.Rest.Sources;

/// <summary>Reads rows into the places of a feed's schema, by the profile's rules.</summary>
internal sealed class RowSet
{
    private readonly MappedRows _rows;
    private readonly bool _deletions;

    public RowSet(Feed feed, IReadOnlyDictionary<string, FieldRule> fields, bool deletions, TransportOptions transport, TimeProvider time)
    {
        var schema = FeedSchemas.Of(feed);
        _rows = new MappedRows(schema, FieldRules.Compile(schema, fields, time), transport.MaxJsonDepth, transport.MaxValueBytes);
        _deletions = deletions;
    }

    /// <param name="rows">An array of rows, or a single one.</param>
    public PageRows Read(ReadOnlyMemory<byte>? rows)
    {
        if (rows is not { } bytes)
        {
            return new PageRows([], []);
        }

        var read = _rows.Read(bytes.Span[0] == (byte)'[' ? bytes : (byte[])[(byte)'[', .. bytes.Span, (byte)']']);
        if (_deletions)
        {
            foreach (var row in read.Rows)
            {
                row.Values[Envelope.Operation] = "d";
            }
        }

        return read;
    }
}
