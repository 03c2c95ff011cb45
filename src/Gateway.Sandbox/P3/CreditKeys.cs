using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace Gateway.Sandbox.P3;

/// <summary>The platform's SM2 key pair, derived from a text: a key for the sandbox alone, the same after every start.</summary>
internal sealed class CreditKeys
{
    private readonly ECPrivateKeyParameters _private;

    public CreditKeys(string seed)
    {
        var curve = GMNamedCurves.GetByName("sm2p256v1");
        var domain = new ECDomainParameters(curve.Curve, curve.G, curve.N, curve.H);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("gateway-sandbox-sm2:" + seed));
        var number = new BigInteger(1, hash).Mod(domain.N.Subtract(BigInteger.Two)).Add(BigInteger.One);
        _private = new ECPrivateKeyParameters(number, domain);
        PublicKeyHex = Convert.ToHexStringLower(domain.G.Multiply(number).Normalize().GetEncoded(compressed: false));
    }

    /// <summary>The uncompressed point, 04 ‖ x ‖ y, in hex.</summary>
    public string PublicKeyHex { get; }

    /// <summary>The SM4 key inside C1‖C3‖C2, or null where it cannot be opened.</summary>
    public byte[]? Open(byte[] cipher)
    {
        var engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
        engine.Init(forEncryption: false, _private);
        try
        {
            return engine.ProcessBlock(cipher, 0, cipher.Length);
        }
        catch (Exception broken) when (broken is InvalidCipherTextException or ArgumentException or IndexOutOfRangeException)
        {
            return null;
        }
    }
}
