using System.IO.Compression;
using Gateway.Pipeline.Protection;

namespace Gateway.Pipeline.Delivery;

/// <summary>A batch's business bytes for keeping: compressed, then encrypted. Rows of a batch are much alike, so this saves most of them.</summary>
public sealed class PayloadBox(FieldCipher cipher)
{
    public byte[] Seal(byte[] payload)
    {
        var compressed = new byte[BrotliEncoder.GetMaxCompressedLength(payload.Length)];
        if (!BrotliEncoder.TryCompress(payload, compressed, out var length, quality: 1, window: 20))
        {
            throw new InvalidOperationException("批次内容压缩失败");
        }

        return cipher.Protect(compressed.AsSpan(0, length));
    }

    public byte[] Open(byte[] sealedPayload, int length)
    {
        var payload = new byte[length];
        return BrotliDecoder.TryDecompress(cipher.Unprotect(sealedPayload), payload, out var written) && written == length
            ? payload
            : throw new InvalidDataException("批次内容与记录的长度不符");
    }
}
