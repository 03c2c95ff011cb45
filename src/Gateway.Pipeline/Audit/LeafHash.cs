using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Pipeline.Audit;

/// <summary>Hash of one entry: SHA-256 over its parts, each with its length in front, so that no two entries have the same bytes.</summary>
internal static class LeafHash
{
    public const int Size = SHA256.HashSizeInBytes;

    /// <summary>Entry id and microseconds since year 1: what the database keeps.</summary>
    public const int HeadSize = 24;

    public static byte[] Of(Guid entryId, DateTimeOffset at, string kind, string? area, string subject, string detail)
    {
        var most = HeadSize + 16 + Encoding.UTF8.GetMaxByteCount(kind.Length + (area?.Length ?? 0) + subject.Length + detail.Length + 4);
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            entryId.TryWriteBytes(buffer, bigEndian: true, out _);
            BinaryPrimitives.WriteInt64BigEndian(buffer.AsSpan(16), at.UtcTicks / 10);
            var end = Append(buffer, Append(buffer, Append(buffer, Append(buffer, HeadSize, kind), area), subject), detail);
            return SHA256.HashData(buffer.AsSpan(0, end));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Append(byte[] buffer, int start, string? part)
    {
        var size = part is null ? -1 : Encoding.UTF8.GetBytes(part, buffer.AsSpan(start + 4));
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(start), size);
        return start + 4 + Math.Max(size, 0);
    }
}
