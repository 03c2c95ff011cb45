using System.Buffers;
using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gateway.Adapters.Tables;

/// <summary>What a page of a table is: its rows as a JSON array by the table's own names, and where it ended.</summary>
internal sealed record TablePage(byte[] Body, int Rows, Keyset? Last, string? LastTime, string? LastId);

/// <summary>Writes rows of a reader into a page: so many, or so many bytes.</summary>
internal sealed class PageWriter
{
    private static readonly JsonWriterOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(1 << 16);
    private readonly (JsonEncodedText Name, ColumnKind Kind)[] _columns;
    private readonly int _time;
    private readonly int _id;

    public PageWriter(InboundTable table, TableShape shape, IReadOnlyList<string> selected)
    {
        _columns = [.. selected.Select(column => (JsonEncodedText.Encode(column), shape[column]))];
        _time = table.HasTime ? Place(table.Options.Cursor.Time) : -1;
        _id = Place(table.Options.Cursor.Id);
        int Place(string column) => selected.Select((name, place) => (name, place)).First(x => x.name == column).place;
    }

    /// <returns>The page, and whether the reader has ended; no page where it had no row left.</returns>
    public async Task<(TablePage? Page, bool Ended)> WriteAsync(DbDataReader reader, int mostRows, int mostBytes, CancellationToken cancellationToken)
    {
        _buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(_buffer, Written);
        writer.WriteStartArray();
        var (rows, ended) = (0, false);
        (Keyset? Last, string? Time, string? Id) at = default;
        while (rows < mostRows && writer.BytesCommitted + writer.BytesPending < mostBytes)
        {
            if (!await reader.ReadAsync(cancellationToken))
            {
                ended = true;
                break;
            }

            // A row without a time (a full read brings them too) says nothing of how far the read went.
            var row = Row(writer, reader);
            at = _time < 0 || row.Time is not null ? row : at;
            rows++;
        }

        writer.WriteEndArray();
        writer.Flush();
        return (rows == 0 ? null : new TablePage(_buffer.WrittenSpan.ToArray(), rows, at.Last, at.Time, at.Id), ended);
    }

    private (Keyset? Last, string? Time, string? Id) Row(Utf8JsonWriter writer, DbDataReader reader)
    {
        string? time = null, id = null;
        writer.WriteStartObject();
        for (var place = 0; place < _columns.Length; place++)
        {
            var text = ColumnKinds.Text(reader, place, _columns[place].Kind);
            writer.WriteString(_columns[place].Name, text);
            time = place == _time ? text : time;
            id = place == _id ? text : id;
        }

        writer.WriteEndObject();
        return (id is null ? null : new Keyset(_time < 0 || time is null ? null : KeyOf(reader, _time, time), KeyOf(reader, _id, id)), time, id);
    }

    // A padded value as it is would be another than the one that the database compares, and its ties would be skipped.
    private object KeyOf(DbDataReader reader, int place, string text) => _columns[place].Kind == ColumnKind.PaddedText ? text : reader.GetValue(place);
}
