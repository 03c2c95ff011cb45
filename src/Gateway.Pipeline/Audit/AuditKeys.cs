using System.Buffers.Binary;
using System.Security.Cryptography;
using Gateway.Pipeline.Protection;

namespace Gateway.Pipeline.Audit;

/// <summary>What a keyed hash proves.</summary>
internal enum Proof
{
    /// <summary>The gateway wrote it.</summary>
    Genuine,

    /// <summary>Somebody without the key wrote it.</summary>
    Forged,

    /// <summary>Written under a key that is not configured.</summary>
    UnknownKey,
}

/// <summary>
/// The keys of the audit log, derived from the master keys: whoever has the database alone can neither write an entry nor a seal.
/// The first key signs, all of them verify.
/// </summary>
public sealed class AuditKeys
{
    private const int ProofSize = 20;

    private readonly Dictionary<int, byte[]> _keys = [];
    private readonly int _signing;

    /// <param name="masterKeys">32 bytes each; the first is the one that signs.</param>
    /// <param name="coming">Keys that other processes may sign with already.</param>
    public AuditKeys(IReadOnlyList<byte[]> masterKeys, IReadOnlyList<byte[]>? coming = null)
    {
        foreach (var master in masterKeys.Concat(coming ?? []))
        {
            var key = FieldCipher.DeriveKey(master, "gateway audit log");
            _keys[KeyIdOf(key)] = key;
        }

        _signing = KeyIdOf(FieldCipher.DeriveKey(masterKeys[0], "gateway audit log"));
    }

    /// <summary>Key id (4) and the first 16 bytes of HMAC-SHA256 over the leaf hash.</summary>
    internal byte[] ProofOf(ReadOnlySpan<byte> leaf)
    {
        var proof = new byte[ProofSize];
        BinaryPrimitives.WriteInt32BigEndian(proof, _signing);
        Span<byte> mac = stackalloc byte[32];
        HMACSHA256.HashData(_keys[_signing], leaf, mac);
        mac[..(ProofSize - 4)].CopyTo(proof.AsSpan(4));
        return proof;
    }

    internal Proof Check(ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> proof)
    {
        if (proof.Length != ProofSize)
        {
            return Proof.Forged;
        }

        if (!_keys.TryGetValue(BinaryPrimitives.ReadInt32BigEndian(proof), out var key))
        {
            return Proof.UnknownKey;
        }

        Span<byte> mac = stackalloc byte[32];
        HMACSHA256.HashData(key, leaf, mac);
        return CryptographicOperations.FixedTimeEquals(mac[..(ProofSize - 4)], proof[4..]) ? Proof.Genuine : Proof.Forged;
    }

    internal (int KeyId, byte[] Mac) Sign(ReadOnlySpan<byte> seal) => (_signing, HMACSHA256.HashData(_keys[_signing], seal));

    internal Proof CheckSeal(int keyId, ReadOnlySpan<byte> seal, ReadOnlySpan<byte> mac) =>
        !_keys.TryGetValue(keyId, out var key) ? Proof.UnknownKey
        : CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(key, seal), mac) ? Proof.Genuine : Proof.Forged;

    private static int KeyIdOf(byte[] key) => BinaryPrimitives.ReadInt32BigEndian(SHA256.HashData(key));
}
