using System.Text;
using Gateway.Adapters.Crypto;
using Gateway.Adapters.Rest.Calls;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Templates;
using Gateway.Adapters.Signing;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;
using Org.BouncyCastle.Security;
using Xunit;

namespace Gateway.UnitTests.Adapters.Rest;

/// <summary>
/// Every signature of the catalogue as it stands in a request, against vectors that another implementation made (OpenSSL 3.0; the command is
/// beside each) and those of the contracts. The clock stands at 1700000000000.
/// </summary>
public sealed class SignerTests
{
    /// <summary><c>openssl ecparam -name SM2 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -outform DER | base64</c>; of nobody.</summary>
    internal const string PrivateKey =
        "MIGHAgEAMBMGByqGSM49AgEGCCqBHM9VAYItBG0wawIBAQQgo/HgD0jzY5BF1hyukM6kaJsYaEZkNtdREFrdtirO3IShRANCAAQjiDY1sCAf6y9eoVPtVXTiLUX9EDVDeT/14UiLqrbSNCUYsGNur4Y0hNu8mQJFoJBRFppoYqZgmC9gK8F/4FxH";

    internal const string PublicKey =
        "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEI4g2NbAgH+svXqFT7VV04i1F/RA1Q3k/9eFIi6q20jQlGLBjbq+GNITbvJkCRaCQURaaaGKmYJgvYCvBf+BcRw==";

    [Fact]
    public void Gjgxjhpt_is_the_vector()
    {
        var request = Signed(
            new() { Kind = SignerKind.Gjgxjhpt }, new() { Values = { ["sid"] = "s_610500000000_0001" } },
            appId: "00000000-0000-0000-0000-000000000000", appKey: "0123456789abcdef0123456789abcdef");

        Assert.Equal("TPIMkcpbVVAR7lcIfu0YQ/AxZgkXB4EnjFlC5ijM2oo=", Header(request, "gjgxjhpt_sign"));
        Assert.Equal(
            ("s_610500000000_0001", "1700000000000"), (Header(request, "gjgxjhpt_sid"), Header(request, "gjgxjhpt_rtime")));
    }

    [Fact]
    public void Client_nonce_and_tif_are_signed_over_their_own_nonce_and_never_with_the_same_twice()
    {
        var client = Signed(new() { Kind = SignerKind.ClientNonce }, new());
        Assert.Equal(Signatures.Client("s3cret", "demo", "1700000000000", Header(client, "X-Nonce")), Header(client, "X-Signature"));
        var tif = Signed(new() { Kind = SignerKind.Tif }, new());
        Assert.Equal(Signatures.Tif("s3cret", "1700000000", Header(tif, "x-tif-nonce")), Header(tif, "x-tif-signature"));
        Assert.NotEqual(Header(tif, "x-tif-nonce"), Header(Signed(new() { Kind = SignerKind.Tif }, new()), "x-tif-nonce"));
    }

    [Fact]
    public void Sha1_appkey_is_the_published_vector()
    {
        // printf 'testOnlyAppKeytestOnlyappSecret1635478320000' | openssl sha1
        var request = Signed(
            new() { Kind = SignerKind.Sha1Appkey }, new(), appKey: "testOnlyAppKey", secret: "testOnlyappSecret", at: 1_635_478_320_000);
        Assert.Equal("89037df84706b6e4ebb58fde9d8f0cf94560b438", Header(request, "signature"));
    }

    [Fact]
    public void Md5_of_sorted_parameters_equals_openssl()
    {
        // printf 'a=1&b=2&key=s3cret' | openssl md5
        var request = Signed(
            new() { Kind = SignerKind.Md5, Input = "{sorted}&key={appSecret}", Query = new() { ["sign"] = "{sign}" } },
            new() { Query = { ["b"] = "2", ["empty"] = "", ["a"] = "1", ["page"] = "{page}" } });
        Assert.EndsWith("?b=2&empty=&a=1&sign=673a03ff151eb7bd8ae142200dda6fa3", request.RequestUri!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Members_of_a_json_body_are_parameters_where_the_profile_says_so()
    {
        // printf 'a=1&b=2' | openssl dgst -sha256 -hmac s3cret -binary | base64
        var request = Signed(
            new() { Kind = SignerKind.HmacSha256, Input = "{sorted}", Sorted = new() { Body = true }, Headers = new() { ["X-Sign"] = "{sign}" } },
            new() { Method = "POST", Body = """{"b":2,"a":"1"}""" });
        Assert.Equal("IVgKsclE1NgP/cIMp0u2CSCHkbBDQrvtxNhUMOxDm0g=", Header(request, "X-Sign"));
        Assert.Equal("""{"b":2,"a":"1"}""", await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    // printf 'appdemo1700000000000s3cret' | openssl dgst -sm3
    [InlineData(SignerKind.Sm3, "app{appId}{timestamp}{appSecret}", "0e68d04b195724ea5023b3000c572b648665faa6837de6109cca59172b385120")]
    // printf 'a=1&b=2' | openssl dgst -sm3 -hmac s3cret
    [InlineData(SignerKind.HmacSm3, "a=1&b=2", "6e772944273b26e4a8e705e3c7288986fede48bb6f33b37763075546eeb5154d")]
    public void Sm3_equals_openssl(SignerKind kind, string input, string expected) => Assert.Equal(
        expected, Header(Signed(new() { Kind = kind, Input = input, Headers = new() { ["sign"] = "{sign}" } }, new()), "sign"));

    [Fact]
    public async Task A_signature_within_the_body_is_made_before_it()
    {
        var request = Signed(
            new() { Kind = SignerKind.Sm3, Input = "app{appId}{timestamp}{appSecret}" },
            new() { Method = "POST", BodyKind = BodyKind.Xml, Body = "<m><Sign>{sign}</Sign><Name>{name}</Name></m>", Values = { ["name"] = "甲<乙&丙" } });
        Assert.Equal(
            "<m><Sign>0e68d04b195724ea5023b3000c572b648665faa6837de6109cca59172b385120</Sign><Name>甲&lt;乙&amp;丙</Name></m>",
            await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Basic_and_bearer_stand_in_the_authorization_header()
    {
        // printf 'demo:pass' | base64
        Assert.Equal("Basic ZGVtbzpwYXNz", Header(Signed(new() { Kind = SignerKind.Basic }, new()), "Authorization"));
        Assert.Equal("Bearer t0ken", Header(Signed(new() { Kind = SignerKind.Bearer }, new(), issued: "t0ken"), "Authorization"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sm2_is_the_standard_s_and_openssl_s(bool raw)
    {
        // printf 'appdemo1700000000000' > msg; openssl pkeyutl -sign -rawin -digest sm3 -pkeyopt distid:1234567812345678 -inkey sm2.pem -in msg | base64
        const string ByOpenssl = "MEUCIHgd40eqSIw4j3gNdisKUSrqOSo5pcR/joF+BRxa5koCAiEAvkX3mbuzoR0u0BodsFpv0ABwvfkfkVf1NHShlBW87xM=";
        Assert.True(Verifies(Convert.FromBase64String(ByOpenssl), raw: false), "the verifier agrees with OpenSSL");

        var request = Signed(
            new() { Kind = SignerKind.Sm2, Input = "app{appId}{timestamp}", RawSignature = raw, Headers = new() { ["sign"] = "{sign}" } }, new());
        var signature = Convert.FromBase64String(Header(request, "sign"));
        Assert.True(Verifies(signature, raw));
        Assert.Equal(raw, signature.Length == 64);
    }

    [Fact]
    public void A_private_key_in_hex_is_the_same_key() => Assert.Equal(
        "0123456789abcdef",
        Encoding.UTF8.GetString(new Sm2PrivateKey("a3f1e00f48f3639045d61cae90cea4689b1868466436d751105addb62acedc84").Decrypt(
            Convert.FromBase64String(CipherTests.SealedByOpenssl))));

    [Fact]
    public void What_is_no_key_is_refused_without_quoting_it() => Assert.DoesNotContain(
        "not-a-key", Assert.Throws<ArgumentException>(() => new Sm2PrivateKey("not-a-key")).ToString(), StringComparison.Ordinal);

    private static bool Verifies(byte[] signature, bool raw)
    {
        IDsaEncoding encoding = raw ? PlainDsaEncoding.Instance : StandardDsaEncoding.Instance;
        var verifier = new SM2Signer(encoding, new SM3Digest());
        var key = (ECPublicKeyParameters)PublicKeyFactory.CreateKey(Convert.FromBase64String(PublicKey));
        verifier.Init(false, new ParametersWithID(key, "1234567812345678"u8.ToArray()));
        verifier.BlockUpdate("appdemo1700000000000"u8);
        return verifier.VerifySignature(signature);
    }

    private static HttpRequestMessage Signed(
        SignerOptions signer, CallOptions call, string appId = "demo", string secret = "s3cret", string? appKey = null, string? issued = null,
        long at = 1_700_000_000_000)
    {
        var options = new RestOptions
        {
            BaseAddress = new Uri("https://stub.invalid/api"), AppId = appId, AppSecret = secret, AppKey = appKey, User = "demo", Password = "pass",
            PrivateKey = PrivateKey,
        };
        var platform = new StubPeer((_, _) => StubPeer.Json("{}")).Platform(options);
        return new CallRequest(platform, call, signer, new CipherOptions())
            .Make(new CallValues(platform.Values) { ["issued"] = issued }, DateTimeOffset.FromUnixTimeMilliseconds(at));
    }

    private static string Header(HttpRequestMessage request, string name) => Assert.Single(request.Headers.GetValues(name));
}
