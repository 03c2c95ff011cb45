using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;

namespace Gateway.Adapters.Crypto;

/// <summary>Our SM2 private key (GB/T 32918): signs (GM/T 0009) and opens what was sealed under its public key.</summary>
public sealed class Sm2PrivateKey
{
    private readonly ECPrivateKeyParameters _key;

    /// <summary>Reads the key.</summary>
    /// <param name="privateKey">64 hex digits, or PKCS#8 as PEM or Base64.</param>
    /// <exception cref="ArgumentException">In none of these forms; the message does not quote it.</exception>
    public Sm2PrivateKey(string privateKey) => _key = Read(privateKey);

    /// <summary>Signs SM3(Z ‖ text).</summary>
    /// <param name="text">What is signed.</param>
    /// <param name="userId">User id, by default of the standard <c>1234567812345678</c>.</param>
    /// <param name="raw">r‖s, 64 bytes, instead of DER.</param>
    public byte[] Sign(ReadOnlySpan<byte> text, string userId, bool raw)
    {
        IDsaEncoding encoding = raw ? PlainDsaEncoding.Instance : StandardDsaEncoding.Instance;
        var signer = new SM2Signer(encoding, new SM3Digest());
        signer.Init(true, new ParametersWithID(new ParametersWithRandom(_key, new SecureRandom()), System.Text.Encoding.UTF8.GetBytes(userId)));
        signer.BlockUpdate(text);
        return signer.GenerateSignature();
    }

    /// <summary>Opens a ciphertext C1‖C3‖C2 with the leading 0x04.</summary>
    /// <exception cref="InvalidCipherTextException">Sealed under another key, or altered.</exception>
    public byte[] Decrypt(byte[] cipherText)
    {
        try
        {
            var engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
            engine.Init(false, _key);
            return engine.ProcessBlock(cipherText, 0, cipherText.Length);
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or InvalidOperationException)
        {
            throw new InvalidCipherTextException("not an SM2 ciphertext", e);
        }
    }

    private static ECPrivateKeyParameters Read(string text)
    {
        try
        {
            var compact = string.Concat(text.Split('\n').Select(line => line.Trim()).Where(line => !line.StartsWith("-----", StringComparison.Ordinal)));
            if (compact.Length != 64 || !compact.All(char.IsAsciiHexDigit))
            {
                return (ECPrivateKeyParameters)PrivateKeyFactory.CreateKey(Convert.FromBase64String(compact));
            }

            return new ECPrivateKeyParameters(new BigInteger(compact, 16), new ECDomainParameters(GMNamedCurves.GetByName("sm2p256v1")));
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidCastException or IOException)
        {
            // The cause may quote what was read.
            throw new ArgumentException("不是有效的 SM2 私钥", nameof(text));
        }
    }
}
