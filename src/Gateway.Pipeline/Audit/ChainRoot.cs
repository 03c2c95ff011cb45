using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gateway.Pipeline.Audit;

/// <summary>
/// Root of a seal: SHA-256 over the root before, the seal's number and every entry's place and leaf hash. It needs no key, so that a
/// seal under today's key also proves what was sealed under keys long gone.
/// </summary>
internal sealed class ChainRoot : IDisposable
{
    private const int ItemSize = 16 + LeafHash.Size;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _items = new byte[ItemSize * 256];
    private int _filled;

    public static byte[] Start => new byte[LeafHash.Size];

    public void Begin(byte[] rootBefore, long sealNo)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, sealNo);
        _hash.AppendData(rootBefore);
        _hash.AppendData(number);
    }

    public void Add(ChainPlace place, ReadOnlySpan<byte> leaf)
    {
        if (_filled == _items.Length)
        {
            Flush();
        }

        var item = _items.AsSpan(_filled, ItemSize);
        BinaryPrimitives.WriteUInt64BigEndian(item, place.Xid);
        BinaryPrimitives.WriteInt64BigEndian(item[8..], place.EntryNo);
        leaf.CopyTo(item[16..]);
        _filled += ItemSize;
    }

    public byte[] Finish()
    {
        Flush();
        return _hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        _hash.AppendData(_items, 0, _filled);
        _filled = 0;
    }
}
