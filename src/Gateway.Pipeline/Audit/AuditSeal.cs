using System.Buffers.Binary;
using System.Globalization;

namespace Gateway.Pipeline.Audit;

/// <summary>Place of an entry in the chain: a transaction below the oldest running one can't add to what lies before it.</summary>
internal readonly record struct ChainPlace(ulong Xid, long EntryNo) : IComparable<ChainPlace>
{
    public int CompareTo(ChainPlace other) => Xid != other.Xid ? Xid.CompareTo(other.Xid) : EntryNo.CompareTo(other.EntryNo);
}

/// <summary>A seal over all entries after the seal before it, up to <paramref name="To"/>.</summary>
internal sealed record AuditSeal(long SealNo, ChainPlace To, long Entries, DateTimeOffset SealedAt, byte[] Root, int KeyId, byte[] Mac)
{
    private const int Fields = 8;

    public static AuditSeal Sign(AuditKeys keys, long sealNo, ChainPlace to, long entries, DateTimeOffset sealedAt, byte[] root)
    {
        var (keyId, mac) = keys.Sign(Signed(sealNo, to, entries, sealedAt, root));
        return new AuditSeal(sealNo, to, entries, sealedAt, root, keyId, mac);
    }

    public Proof Check(AuditKeys keys) => keys.CheckSeal(KeyId, Signed(SealNo, To, Entries, SealedAt, Root), Mac);

    public bool Same(AuditSeal other) =>
        SealNo == other.SealNo && To == other.To && Entries == other.Entries && SealedAt == other.SealedAt && KeyId == other.KeyId
        && Root.AsSpan().SequenceEqual(other.Root) && Mac.AsSpan().SequenceEqual(other.Mac);

    /// <summary>As one line of the anchor file.</summary>
    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{SealNo} {To.Xid} {To.EntryNo} {Entries} {Micros(SealedAt)} {Convert.ToHexStringLower(Root)} {KeyId} {Convert.ToHexStringLower(Mac)}");

    /// <summary><see langword="null"/> when the line is none of ours.</summary>
    public static AuditSeal? OfLine(string line)
    {
        var parts = line.Split(' ');
        try
        {
            return parts.Length != Fields ? null : new AuditSeal(
                long.Parse(parts[0], CultureInfo.InvariantCulture),
                new ChainPlace(ulong.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture)),
                long.Parse(parts[3], CultureInfo.InvariantCulture),
                new DateTimeOffset(long.Parse(parts[4], CultureInfo.InvariantCulture) * 10, TimeSpan.Zero),
                Convert.FromHexString(parts[5]), int.Parse(parts[6], CultureInfo.InvariantCulture), Convert.FromHexString(parts[7]));
        }
        catch (Exception garbled) when (garbled is FormatException or OverflowException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static long Micros(DateTimeOffset at) => at.UtcTicks / 10;

    private static byte[] Signed(long sealNo, ChainPlace to, long entries, DateTimeOffset sealedAt, byte[] root)
    {
        var bytes = new byte[40 + root.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, sealNo);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), to.Xid);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(16), to.EntryNo);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(24), entries);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(32), Micros(sealedAt));
        root.CopyTo(bytes, 40);
        return bytes;
    }
}
