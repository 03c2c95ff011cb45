using System.IO.Compression;

namespace Gateway.Pipeline.Protection;

/// <summary>Bytes as received, compressed and encrypted for keeping; the way back is bounded.</summary>
public static class LandedBody
{
    public static byte[] Seal(ReadOnlyMemory<byte> body, FieldCipher cipher)
    {
        using var compressed = new MemoryStream(body.Length / 4 + 64);
        using (var deflate = new DeflateStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(body.Span);
        }

        return cipher.Protect(compressed.GetBuffer().AsSpan(0, (int)compressed.Length));
    }

    /// <param name="length">Length of the bytes as received, as recorded with them: more is refused.</param>
    /// <exception cref="InvalidDataException">The body is not what was landed.</exception>
    public static byte[] Open(byte[] sealedBody, int length, FieldCipher cipher)
    {
        using var deflate = new DeflateStream(new MemoryStream(cipher.Unprotect(sealedBody)), CompressionMode.Decompress);
        var body = new byte[length];
        deflate.ReadExactly(body);
        return deflate.ReadByte() < 0 ? body : throw new InvalidDataException("落地数据比记录的长度更长");
    }
}
