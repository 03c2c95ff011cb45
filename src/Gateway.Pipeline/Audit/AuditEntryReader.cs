using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Gateway.Pipeline.Audit;

/// <summary>
/// Streams entries in the order of the chain and computes their leaf hashes. A row's text comes from COPY with lengths in front, just as
/// <see cref="LeafHash"/> takes them, so that each is hashed where it lies.
/// </summary>
internal sealed class AuditEntryReader : IAsyncDisposable
{
    private const int FileHeader = 19;
    private const int RowHead = 2; // number of columns
    private const int EntryIdAt = RowHead + 12 + 12; // after xid and entry_no, each with its length
    private const int TimeAt = EntryIdAt + 20;
    private const int TextAt = TimeAt + 12;
    private const long MicrosTo2000 = 63_082_281_600_000_000;

    private readonly Stream _stream;
    private byte[] _buffer = new byte[1 << 20];
    private int _start;
    private int _end;
    private int _row;
    private readonly int[] _texts = new int[5];
    private readonly byte[] _leaf = new byte[LeafHash.Size];

    private AuditEntryReader(Stream stream) => _stream = stream;

    public ChainPlace Place { get; private set; }

    public Guid EntryId { get; private set; }

    public ReadOnlySpan<byte> Leaf => _leaf;

    public bool LeafMatches { get; private set; }

    public ReadOnlyMemory<byte> Proof { get; private set; }

    /// <summary>Bytes hashed so far.</summary>
    public long Hashed { get; private set; }

    [SuppressMessage("Security", "CA2100", Justification = "COPY takes no parameters; these are numbers.")]
    public static async Task<AuditEntryReader> OpenAsync(
        NpgsqlConnection connection, ChainPlace after, ChainPlace to, CancellationToken cancellationToken)
    {
        var range = string.Create(
            CultureInfo.InvariantCulture,
            $"(xid, entry_no) > ('{after.Xid}'::xid8, {after.EntryNo}) and (xid, entry_no) <= ('{to.Xid}'::xid8, {to.EntryNo})");
        var stream = await connection.BeginRawBinaryCopyAsync(
            $"""
            copy (select xid, entry_no, entry_id, at, kind, area, subject, detail, leaf_hash, proof
                  from audit_entry where {range} order by xid, entry_no) to stdout (format binary)
            """,
            cancellationToken);
        var reader = new AuditEntryReader(stream);
        await reader.FillAsync(FileHeader, cancellationToken);
        reader._start = FileHeader;
        return reader;
    }

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        await FillAsync(RowHead, cancellationToken);
        if (BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(_start)) < 0)
        {
            return false;
        }

        var size = TextAt;
        await FillAsync(size, cancellationToken);
        for (var column = 0; column < 6; column++)
        {
            if (column < _texts.Length)
            {
                _texts[column] = size; // kind, area, subject, detail, and their end
            }

            await FillAsync(size + 4, cancellationToken);
            size += 4 + Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + size)));
            await FillAsync(size, cancellationToken);
        }

        (_row, _start) = (_start, _start + size);
        Take();
        return true;
    }

    /// <summary>The present entry, for a person.</summary>
    public EntryName Name()
    {
        var micros = BinaryPrimitives.ReadInt64BigEndian(_buffer.AsSpan(_row + TextAt - 8));
        var kind = _texts[0];
        var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_row + kind));
        return new EntryName(
            Place.EntryNo, EntryId, EntryName.TimeOf(micros), length < 0 ? null : Encoding.UTF8.GetString(_buffer, _row + kind + 4, length));
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private void Take()
    {
        var row = _buffer.AsSpan(_row, _start - _row);
        Place = new ChainPlace(BinaryPrimitives.ReadUInt64BigEndian(row[6..]), BinaryPrimitives.ReadInt64BigEndian(row[18..]));
        EntryId = new Guid(row.Slice(EntryIdAt + 4, 16), bigEndian: true);
        var time = BinaryPrimitives.ReadInt64BigEndian(row[(TimeAt + 4)..]);
        // The head of the hash is written over the columns that precede the text: id, then time since year 1.
        var head = row.Slice(TextAt - LeafHash.HeadSize, LeafHash.HeadSize);
        EntryId.TryWriteBytes(head, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(head[16..], unchecked(time + MicrosTo2000));
        var hashed = row[(TextAt - LeafHash.HeadSize).._texts[4]];
        SHA256.HashData(hashed, _leaf);
        Hashed += hashed.Length;
        var stored = Value(row, _texts[4]);
        LeafMatches = stored.SequenceEqual(_leaf);
        var proof = _texts[4] + 4 + stored.Length;
        Proof = _buffer.AsMemory(_row + proof + 4, Value(row, proof).Length);
    }

    private static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> row, int at) =>
        row.Slice(at + 4, Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(row[at..])));

    /// <summary>Has at least so many bytes from the start of the row at hand.</summary>
    private ValueTask FillAsync(int size, CancellationToken cancellationToken) =>
        _end - _start >= size ? ValueTask.CompletedTask : new ValueTask(ReadMoreAsync(size, cancellationToken));

    private async Task ReadMoreAsync(int size, CancellationToken cancellationToken)
    {
        var target = size > _buffer.Length ? new byte[Math.Max(size, _buffer.Length * 2)] : _buffer;
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        (_buffer, _end, _start) = (target, _end - _start, 0);
        while (_end < size)
        {
            var count = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            _end += count > 0 ? count : throw new EndOfStreamException("The database ended the stream of entries early");
        }
    }
}
