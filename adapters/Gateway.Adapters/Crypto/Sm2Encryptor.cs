using System.Text;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace Gateway.Adapters.Crypto;

/// <summary>
/// SM2 encryption (GB/T 32918) under a platform's public key: C1‖C3‖C2, C1 uncompressed with the leading 0x04. Source: domain facts 3.4.
/// </summary>
public sealed class Sm2Encryptor : IDisposable
{
    private readonly ECPublicKeyParameters _key;
    private readonly ThreadLocal<SM2Engine> _engine;

    /// <summary>Reads the key.</summary>
    /// <param name="publicKey">130 hex digits (04, X, Y), Base64 of the same 65 bytes, or PEM/Base64 of a SubjectPublicKeyInfo.</param>
    /// <exception cref="ArgumentException">Not a point of the curve, or in none of these forms.</exception>
    public Sm2Encryptor(string publicKey)
    {
        _key = Read(publicKey);
        // An engine is not thread-safe, and a fresh one computes the curve's tables again.
        _engine = new ThreadLocal<SM2Engine>(() => new SM2Engine(SM2Engine.Mode.C1C3C2));
    }

    /// <summary>Encrypts; every call gives another ciphertext.</summary>
    public byte[] Encrypt(byte[] plain)
    {
        var engine = _engine.Value!;
        engine.Init(true, new ParametersWithRandom(_key, new SecureRandom()));
        return engine.ProcessBlock(plain, 0, plain.Length);
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();

    private static ECPublicKeyParameters Read(string text)
    {
        try
        {
            var bytes = Bytes(text);
            if (bytes.Length != 65)
            {
                return (ECPublicKeyParameters)PublicKeyFactory.CreateKey(bytes);
            }

            var curve = GMNamedCurves.GetByName("sm2p256v1");
            return new ECPublicKeyParameters(curve.Curve.DecodePoint(bytes), new ECDomainParameters(curve));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidCastException or IOException)
        {
            throw new ArgumentException("平台公钥不是有效的 SM2 公钥", nameof(text), e);
        }
    }

    private static byte[] Bytes(string text)
    {
        var plain = new StringBuilder();
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith("-----", StringComparison.Ordinal)))
        {
            plain.Append(line);
        }

        var compact = plain.ToString();
        return compact.Length is 130 or 128 && compact.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(compact.Length == 128 ? "04" + compact : compact)
            : Convert.FromBase64String(compact);
    }
}
