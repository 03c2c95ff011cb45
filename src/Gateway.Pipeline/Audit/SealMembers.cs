using System.Buffers.Binary;

namespace Gateway.Pipeline.Audit;

/// <summary>Which entries a seal holds, in the order of the chain: what names the one that is missing or was put in.</summary>
internal sealed class SealMembers(byte[] bytes)
{
    private const int ItemSize = 32;

    public int Count => bytes.Length / ItemSize;

    public byte[] Bytes => bytes;

    public ChainPlace PlaceOf(int index)
    {
        var item = bytes.AsSpan(index * ItemSize);
        return new ChainPlace(BinaryPrimitives.ReadUInt64BigEndian(item), BinaryPrimitives.ReadInt64BigEndian(item[8..]));
    }

    public Guid IdOf(int index) => new(bytes.AsSpan((index * ItemSize) + 16, 16), bigEndian: true);

    public static SealMembers Of(IReadOnlyList<SealingEntry> entries)
    {
        var bytes = new byte[entries.Count * ItemSize];
        for (var i = 0; i < entries.Count; i++)
        {
            var item = bytes.AsSpan(i * ItemSize);
            BinaryPrimitives.WriteUInt64BigEndian(item, entries[i].Place.Xid);
            BinaryPrimitives.WriteInt64BigEndian(item[8..], entries[i].Place.EntryNo);
            entries[i].EntryId.TryWriteBytes(item[16..], bigEndian: true, out _);
        }

        return new SealMembers(bytes);
    }
}

/// <summary>An entry as the sealer reads it.</summary>
internal readonly record struct SealingEntry(ChainPlace Place, Guid EntryId, byte[] Leaf);
