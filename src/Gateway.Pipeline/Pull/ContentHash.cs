using System.Security.Cryptography;
using System.Text;
using Gateway.Contracts;

namespace Gateway.Pipeline.Pull;

/// <summary>
/// What a record says, as 128 bits of a SHA-256 over its business fields as received: the envelope (change id, time, batch) is left out,
/// the rules' version is in, so that changed rules make a replay see every row as changed.
/// </summary>
internal sealed class ContentHash(string rulesVersion)
{
    private readonly byte[] _seed = Encoding.UTF8.GetBytes(rulesVersion);
    private byte[] _buffer = new byte[4096];

    public Guid Of(string?[] values)
    {
        _seed.CopyTo(_buffer, 0);
        var length = _seed.Length;
        for (var place = Envelope.Count; place < values.Length; place++)
        {
            var value = values[place];
            var room = value is null ? 8 : 8 + Encoding.UTF8.GetMaxByteCount(value.Length);
            if (_buffer.Length - length < room)
            {
                Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, length + room));
            }

            // The length in front keeps ("ab", "c") apart from ("a", "bc"); null is not the empty text.
            var written = value is null ? -1 : Encoding.UTF8.GetBytes(value, _buffer.AsSpan(length + 4));
            System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(length), written);
            length += 4 + Math.Max(0, written);
        }

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(_buffer.AsSpan(0, length), hash);
        return new Guid(hash[..16]);
    }
}
