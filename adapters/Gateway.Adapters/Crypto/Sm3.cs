using Org.BouncyCastle.Crypto.Digests;

namespace Gateway.Adapters.Crypto;

/// <summary>SM3 (GB/T 32905).</summary>
public static class Sm3
{
    [ThreadStatic]
    private static SM3Digest? t_digest;

    /// <summary>The 32-byte digest.</summary>
    public static byte[] Hash(ReadOnlySpan<byte> data)
    {
        // One engine a thread: making one costs as much as hashing a short text.
        var digest = t_digest ??= new SM3Digest();
        digest.Reset();
        digest.BlockUpdate(data);
        var hash = new byte[digest.GetDigestSize()];
        digest.DoFinal(hash);
        return hash;
    }
}
