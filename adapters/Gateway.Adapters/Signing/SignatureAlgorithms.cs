using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Gateway.Adapters.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;

namespace Gateway.Adapters.Signing;

/// <summary>How a text is signed, over plain values: no clock; randomness in SM2 only.</summary>
public interface ISignatureAlgorithm
{
    /// <summary>The signature's bytes.</summary>
    /// <param name="text">What is signed.</param>
    /// <param name="key">The secret, where the algorithm has one; its UTF-8 bytes are the key.</param>
    byte[] Sign(ReadOnlySpan<byte> text, string key);
}

/// <summary>MD5, as many gateways still have it: the secret is part of the text. The weakness is the platform's, not chosen here.</summary>
public sealed class Md5Signature : ISignatureAlgorithm
{
    /// <inheritdoc/>
    [SuppressMessage("Security", "CA5351", Justification = "The platform signs so.")]
    public byte[] Sign(ReadOnlySpan<byte> text, string key) => MD5.HashData(text);
}

/// <summary>SHA-1, as some gateways still have it. The weakness is the platform's, not chosen here.</summary>
public sealed class Sha1Signature : ISignatureAlgorithm
{
    /// <inheritdoc/>
    [SuppressMessage("Security", "CA5350", Justification = "The platform signs so.")]
    public byte[] Sign(ReadOnlySpan<byte> text, string key) => SHA1.HashData(text);
}

/// <summary>SHA-256 of a text that holds the secret.</summary>
public sealed class Sha256Signature : ISignatureAlgorithm
{
    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> text, string key) => SHA256.HashData(text);
}

/// <summary>HMAC-SHA256.</summary>
public sealed class HmacSha256Signature : ISignatureAlgorithm
{
    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> text, string key) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), text);
}

/// <summary>SM3 of a text that holds the secret.</summary>
public sealed class Sm3Signature : ISignatureAlgorithm
{
    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> text, string key) => Sm3.Hash(text);
}

/// <summary>HMAC-SM3.</summary>
public sealed class HmacSm3Signature : ISignatureAlgorithm
{
    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> text, string key)
    {
        var mac = new HMac(new SM3Digest());
        mac.Init(new KeyParameter(Encoding.UTF8.GetBytes(key)));
        mac.BlockUpdate(text);
        var signature = new byte[mac.GetMacSize()];
        mac.DoFinal(signature, 0);
        return signature;
    }
}

/// <summary>SM2 (GM/T 0009): every signature of the same text is another one.</summary>
/// <param name="privateKey">Our key.</param>
/// <param name="userId">User id.</param>
/// <param name="raw">r‖s instead of DER.</param>
public sealed class Sm2Signature(Sm2PrivateKey privateKey, string userId, bool raw) : ISignatureAlgorithm
{
    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> text, string key) => privateKey.Sign(text, userId, raw);
}
