using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Adapters.Crypto;
using Gateway.Adapters.Rest.Ciphers;
using Gateway.Adapters.Rest.Options;
using Xunit;

namespace Gateway.UnitTests.Adapters.Rest;

/// <summary>Every cipher of the catalogue, in both directions, against OpenSSL 3.0 and Node's crypto; the command is beside each.</summary>
public sealed class CipherTests
{
    /// <summary>
    /// <c>printf 0123456789abcdef | openssl pkeyutl -encrypt -pubin -inkey sm2pub.pem</c>, its ASN.1 (x, y, C3, C2) written as 04 ‖ x ‖ y ‖ C3 ‖ C2.
    /// </summary>
    internal const string SealedByOpenssl =
        "BCdU4GEecMHbeYWnTLLRISqWxFYnoOYxmm6YWzL6ugdUBP3DcfxbZ60nYCqZ7t/WUBULbq2EaGofe+tKCaonRa2d8aOAoIW2YVjeH0lgRbJ91+lhrHkU7vemf5WuEmxXE0MUy9UMUiVeFStejtZZWqI=";

    private const string Key = "00112233445566778899aabbccddeeff";
    private const string Iv = "0102030405060708090a0b0c0d0e0f10";
    private const string Plain = """{"a":"信用"}""";

    [Theory]
    // printf '{"a":"信用"}' | openssl enc -aes-128-ecb -K $KEY | base64
    [InlineData(CipherKind.AesEcb, "42pvYSFPlXUFT4xpwF7yIQ==")]
    // … openssl enc -aes-128-cbc -K $KEY -iv $IV
    [InlineData(CipherKind.AesCbc, "+e3+jmHAMyWh5LokRO4atQ==")]
    // … openssl enc -sm4-ecb -K $KEY
    [InlineData(CipherKind.Sm4Ecb, "7t0Dp8pBC/dUX7aJX+LO4g==")]
    // … openssl enc -sm4-cbc -K $KEY -iv $IV
    [InlineData(CipherKind.Sm4Cbc, "srul0c/drcSFPzJ7/pejEw==")]
    public void A_cipher_with_a_fixed_vector_equals_openssl(CipherKind kind, string expected)
    {
        var cipher = Cipher(new() { Kind = kind, KeyForm = KeyForm.Hex, Iv = Iv });
        Assert.Equal(expected, cipher.Seal(Plain));
        Assert.Equal(Plain, Encoding.UTF8.GetString(cipher.Open(expected, null)));
    }

    [Fact]
    public void Gcm_opens_what_node_sealed()
    {
        // c = createCipheriv('aes-128-gcm', key, nonce 000102030405060708090a0b); base64(nonce ‖ ciphertext ‖ tag)
        var cipher = Cipher(new() { Kind = CipherKind.AesGcm, KeyForm = KeyForm.Hex });
        Assert.Equal(Plain, Encoding.UTF8.GetString(cipher.Open("AAECAwQFBgcICQoLUPdW5pS1a98+3703MvD/8xRCTvP5bfV80HHLEbeb", null)));
    }

    [Theory]
    [InlineData(CipherKind.AesCbc)]
    [InlineData(CipherKind.AesGcm)]
    [InlineData(CipherKind.Sm4Cbc)]
    public void Without_a_fixed_vector_every_message_is_another_one_and_can_be_opened(CipherKind kind)
    {
        var cipher = Cipher(new() { Kind = kind, KeyForm = KeyForm.Hex });
        var (first, second) = (cipher.Seal(Plain), cipher.Seal(Plain));
        Assert.NotEqual(first, second);
        Assert.Equal(Plain, Encoding.UTF8.GetString(cipher.Open(second, null)));
    }

    [Fact]
    public void An_envelope_is_opened_by_the_receiver_and_ours_by_openssl_s_key()
    {
        // printf '{"rows":[]}' | openssl enc -sm4-ecb -K $(printf 0123456789abcdef | xxd -p) | base64
        var options = new CipherOptions
        {
            Kind = CipherKind.Sm2Sm4, PlatformPublicKey = SignerTests.PublicKey, Envelope = """{"encryptKey":"{encryptedKey}","data":"{encrypted}"}""",
        };
        var cipher = Cipher(options);
        Assert.Equal("""{"rows":[]}""", Encoding.UTF8.GetString(cipher.Open("r7HDpCL0W99f/opV3YXcxQ==", SealedByOpenssl)));

        using var body = JsonDocument.Parse(cipher.Seal(Plain));
        var (key, data) = (body.RootElement.GetProperty("encryptKey").GetString(), body.RootElement.GetProperty("data").GetString()!);
        Assert.Equal(Plain, Encoding.UTF8.GetString(cipher.Open(data, key)));
    }

    [Theory]
    [InlineData(CipherKind.AesEcb)]
    [InlineData(CipherKind.AesCbc)]
    [InlineData(CipherKind.AesGcm)]
    [InlineData(CipherKind.Sm4Ecb)]
    [InlineData(CipherKind.Sm4Cbc)]
    [InlineData(CipherKind.Sm2Sm4)]
    public void Whatever_is_no_ciphertext_is_refused_as_one(CipherKind kind)
    {
        var cipher = Cipher(new() { Kind = kind, KeyForm = KeyForm.Hex, PlatformPublicKey = SignerTests.PublicKey });
        foreach (var garbage in new[] { "", "AAAA", "not base64!", Convert.ToBase64String(new byte[33]), Convert.ToBase64String(new byte[128]) })
        {
            Assert.ThrowsAny<CryptographicException>(() => cipher.Open(garbage, garbage));
        }
    }

    private static BodyCipher Cipher(CipherOptions options) => new(options, Key, () => new Sm2PrivateKey(SignerTests.PrivateKey));
}
