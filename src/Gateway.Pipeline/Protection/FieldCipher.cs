using System.Security.Cryptography;
using System.Text;

namespace Gateway.Pipeline.Protection;

/// <summary>
/// Encrypts what must not lie in the database in clear (law 11): AES-256-GCM under a key derived from the gateway's master key. Form:
/// key id (1), nonce (12), tag (16), ciphertext. Several master keys may be valid at once: the first writes, all read.
/// </summary>
public sealed class FieldCipher
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int Header = 1 + NonceSize + TagSize;

    private readonly Dictionary<byte, ThreadLocal<ThreadCipher>> _ciphers = [];
    private readonly byte _writing;
    private readonly byte[] _lookupKey;

    /// <param name="masterKeys">32 bytes each; the first is the one that writes.</param>
    /// <param name="coming">Keys that other processes may write with already: read, and nothing else.</param>
    public FieldCipher(IReadOnlyList<byte[]> masterKeys, IReadOnlyList<byte[]>? coming = null)
    {
        var known = new Dictionary<byte, byte[]>();
        foreach (var key in masterKeys.Concat(coming ?? []).Select(x => DeriveKey(x, "gateway field encryption")))
        {
            if (known.TryAdd(KeyId(key), key))
            {
                _ciphers[KeyId(key)] = new ThreadLocal<ThreadCipher>(() => new ThreadCipher(key));
            }
            else if (!known[KeyId(key)].SequenceEqual(key))
            {
                throw new ArgumentException("新旧主密钥的编号恰好相同，无法区分：请重新生成新的主密钥", nameof(masterKeys));
            }
        }

        _writing = KeyId(DeriveKey(masterKeys[0], "gateway field encryption"));
        // Look-ups must find what an older key wrote: the oldest key stays the one that hashes until everything is written anew.
        _lookupKey = DeriveKey(masterKeys[^1], "gateway look-up hash");
    }

    public byte[] Protect(ReadOnlySpan<byte> clear)
    {
        var sealedBytes = new byte[Header + clear.Length];
        sealedBytes[0] = _writing;
        var nonce = sealedBytes.AsSpan(1, NonceSize);
        var cipher = Cipher(_writing);
        cipher.TakeNonce(nonce);
        cipher.Aes.Encrypt(nonce, clear, sealedBytes.AsSpan(Header), sealedBytes.AsSpan(1 + NonceSize, TagSize), sealedBytes.AsSpan(0, 1));
        return sealedBytes;
    }

    public byte[] Protect(string clear)
    {
        if (clear.Length > 256)
        {
            return Protect(Encoding.UTF8.GetBytes(clear));
        }

        Span<byte> bytes = stackalloc byte[768];
        return Protect(bytes[..Encoding.UTF8.GetBytes(clear, bytes)]);
    }

    /// <exception cref="CryptographicException">Altered, or written under a key that is not configured.</exception>
    public byte[] Unprotect(ReadOnlySpan<byte> sealedBytes)
    {
        if (sealedBytes.Length < Header)
        {
            throw new CryptographicException("密文不完整");
        }

        var clear = new byte[sealedBytes.Length - Header];
        Cipher(sealedBytes[0]).Aes.Decrypt(
            sealedBytes.Slice(1, NonceSize), sealedBytes[Header..], sealedBytes.Slice(1 + NonceSize, TagSize), clear, sealedBytes[..1]);
        return clear;
    }

    public string UnprotectText(ReadOnlySpan<byte> sealedBytes) => Encoding.UTF8.GetString(Unprotect(sealedBytes));

    /// <summary>Keyed hash by which a value is found without being shown: HMAC-SHA256.</summary>
    public byte[] LookupHash(string clear) => HMACSHA256.HashData(_lookupKey, Encoding.UTF8.GetBytes(clear));

    internal static byte[] DeriveKey(byte[] master, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: Encoding.UTF8.GetBytes(purpose));

    private static byte KeyId(byte[] key) => SHA256.HashData(key)[0];

    private ThreadCipher Cipher(byte keyId) =>
        _ciphers.TryGetValue(keyId, out var cipher) && cipher.Value is { } mine
            ? mine
            : throw new CryptographicException("密文由未配置的主密钥写入：请在 Gateway:PreviousMasterKey 中保留旧密钥");

    /// <summary>One thread's cipher; random nonces are drawn many at a time, for a draw costs as much as the encryption.</summary>
    private sealed class ThreadCipher(byte[] key)
    {
        private readonly byte[] _nonces = new byte[NonceSize * 256];
        private int _used = NonceSize * 256;

        public AesGcm Aes { get; } = new(key, TagSize);

        public void TakeNonce(Span<byte> nonce)
        {
            if (_used == _nonces.Length)
            {
                RandomNumberGenerator.Fill(_nonces);
                _used = 0;
            }

            _nonces.AsSpan(_used, NonceSize).CopyTo(nonce);
            _used += NonceSize;
        }
    }
}
