using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Adapters.Crypto;
using Gateway.Adapters.Signing;
using Org.BouncyCastle.Asn1.GM;
using Org.BouncyCastle.Math;
using Xunit;

namespace Gateway.UnitTests.Adapters;

/// <summary>Vectors of the platforms' contracts, and others computed with OpenSSL 3.0.</summary>
public sealed class CryptoTests
{
    private const string AppKey = "0123456789abcdef0123456789abcdef";

    [Fact]
    public void Gjgxjhpt_signs_as_the_vector() => Assert.Equal(
        "TPIMkcpbVVAR7lcIfu0YQ/AxZgkXB4EnjFlC5ijM2oo=",
        Signatures.Gjgxjhpt(AppKey, "s_610500000000_0001", "00000000-0000-0000-0000-000000000000", "1700000000000"));

    [Fact]
    public void The_client_signature_equals_openssl() => Assert.Equal(
        "ojloVZMIJL8jO/NqtpTmlaA91WVQB70w8DquW2p0bvI=", Signatures.Client("secret-1", "client-1", "1700000000000", "nonce-1"));

    [Fact]
    public void The_tif_signature_equals_sha256sum() => Assert.Equal(
        "678f4d8a299e38e956dbe5c30ad51f52dcc957c602eb6428281497141170cdba", Signatures.Tif("demoToken", "1700000000", "n0nce"));

    [Fact]
    public void The_token_signature_equals_openssl_sm3() => Assert.Equal(
        "376af285cf9a62fa9d62ed6a87dc18b1f99ea14aba71c6f399ba93511a0a56fd", Signatures.CreditToken("demoApp", "demoSecret", "1700000000000"));

    [Fact]
    public void The_app_key_gives_the_vector_s_aes_key_and_secret()
    {
        Assert.Equal("2d703e10a32f30251a2370355793e786", Convert.ToHexStringLower(AppKeyCipher.KeyOf(AppKey)));
        Assert.Equal(
            "fedcba9876543210fedcba9876543210",
            AppKeyCipher.DecryptEcb(AppKey, "LDh6LJzNCB09fXMknMzXpiw4eiyczQgdPX1zJJzM16ZUfuRMyoXTthzV/Enp8P/V"));
        Assert.Equal("abc", AppKeyCipher.DecryptCbc(AppKey, "AESCBCPKCS5Paddi", "TKVv6YUuZ2SYusbCI3Il6g=="));
    }

    [Fact]
    public void A_secret_under_another_key_is_refused() => Assert.ThrowsAny<CryptographicException>(
        () => AppKeyCipher.DecryptEcb("another", "LDh6LJzNCB09fXMknMzXpiw4eiyczQgdPX1zJJzM16ZUfuRMyoXTthzV/Enp8P/V"));

    [Fact]
    public void Sm3_of_abc_is_the_standard_s() => Assert.Equal(
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", Convert.ToHexStringLower(Sm3.Hash("abc"u8)));

    [Fact]
    public void Sm4_is_the_standard_s_and_openssl_s()
    {
        var key = Convert.FromHexString("0123456789abcdeffedcba9876543210");
        Assert.Equal("681edf34d206965e86b3e94f536e4246", Convert.ToHexStringLower(Sm4.Encrypt(key, key)[..16]));
        Assert.Equal(
            "R5pnWkSFctZNSROXOSWtZA==",
            Convert.ToBase64String(Sm4.Encrypt(Convert.FromHexString("000102030405060708090a0b0c0d0e0f"), """{"a":"信用"}"""u8)));
        Assert.Equal(key, Sm4.Decrypt(key, Sm4.Encrypt(key, key)));
    }

    [Fact]
    public void An_envelope_opens_with_the_private_key_alone_and_differs_every_time()
    {
        var curve = GMNamedCurves.GetByName("sm2p256v1");
        var secret = new BigInteger("128B2FA8BD433C6C068C8D803DFF79792A519A55171B1B650C23661D15897263", 16);
        var publicKey = Convert.ToHexString(curve.G.Multiply(secret).GetEncoded(false));
        using var encryptor = new Sm2Encryptor(publicKey);
        var envelope = new Sm2Sm4Envelope(encryptor);
        var plain = Encoding.UTF8.GetBytes("""[{"id":"1","JC_JG":"未发现问题"}]""");

        var (first, second) = (Open(envelope.Seal(plain)), Open(envelope.Seal(plain)));

        Assert.Equal(plain, first.Plain);
        Assert.Equal(plain, second.Plain);
        Assert.NotEqual(first.SealedKey, second.SealedKey);

        // GB/T 32918.4 by its formula, not by the library's engine: C1 = kG, C3 = SM3(x2 M y2), C2 = M xor KDF(x2 y2).
        (byte[] Plain, byte[] SealedKey) Open(byte[] body)
        {
            using var json = JsonDocument.Parse(body);
            var sealedKey = json.RootElement.GetProperty("encryptKey").GetBytesFromBase64();
            Assert.Equal((65 + 32 + 16, (byte)4), (sealedKey.Length, sealedKey[0]));
            var point = curve.Curve.DecodePoint(sealedKey[..65]).Multiply(secret).Normalize();
            var (x, y) = (point.AffineXCoord.GetEncoded(), point.AffineYCoord.GetEncoded());
            var pad = Sm3.Hash([.. x, .. y, 0, 0, 0, 1]);
            var key = sealedKey[97..].Select((value, i) => (byte)(value ^ pad[i])).ToArray();
            Assert.Equal(sealedKey[65..97], Sm3.Hash([.. x, .. key, .. y]));
            return (Sm4.Decrypt(key, json.RootElement.GetProperty("data").GetBytesFromBase64()), sealedKey);
        }
    }

    [Theory]
    [InlineData("MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEBstJA17D735a9w7vJTdZwij1cxzBTi+m1Eg9APtRMtn2baxTqwD0mbcFgMTUio+8j0bsHlFC/8gGPNS8ufF8wg==", true)]
    [InlineData("04", false)]
    [InlineData("not a key", false)]
    public void A_public_key_is_read_or_refused(string text, bool valid)
    {
        if (valid)
        {
            using var encryptor = new Sm2Encryptor(text);
            Assert.Equal(65 + 32 + 3, encryptor.Encrypt([1, 2, 3]).Length);
            return;
        }

        Assert.Throws<ArgumentException>(() => new Sm2Encryptor(text));
    }
}
