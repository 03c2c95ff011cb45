using System.ComponentModel.DataAnnotations;

namespace Gateway.Adapters.Rest.Options;

/// <summary>How a call is signed. A named kind brings its own formula and places; all of it can be said otherwise.</summary>
public sealed class SignerOptions
{
    /// <summary>Which signature. Default none.</summary>
    public SignerKind Kind { get; init; } = SignerKind.None;

    /// <summary>What is signed: variables in order, for example <c>{appKey}{appSecret}{timestamp}</c>, or <c>{sorted}&amp;key={appSecret}</c>.</summary>
    public string? Input { get; init; }

    /// <summary>Key of an HMAC. Default <c>{appSecret}</c>.</summary>
    public string? Key { get; init; }

    /// <summary>How the signature is written.</summary>
    public SignatureOutput? Output { get; init; }

    /// <summary><c>{timestamp}</c>: <c>ms</c>, <c>s</c>, or a form of date and time such as <c>yyyyMMddHHmmss</c> (Asia/Shanghai).</summary>
    public string? Timestamp { get; init; }

    /// <summary>Length of <c>{nonce}</c> in hex digits. Default 32.</summary>
    [Range(8, 64)]
    public int NonceLength { get; init; } = 32;

    /// <summary>Headers that carry it, with <c>{sign}</c>, <c>{timestamp}</c>, <c>{nonce}</c>.</summary>
    public Dictionary<string, string>? Headers { get; init; }

    /// <summary>The same as query parameters.</summary>
    public Dictionary<string, string>? Query { get; init; }

    /// <summary>The same as fields of the form.</summary>
    public Dictionary<string, string>? Form { get; init; }

    /// <summary>How <c>{sorted}</c> is made.</summary>
    public SortedOptions Sorted { get; init; } = new();

    /// <summary>User id of an SM2 signature (GM/T 0009).</summary>
    public string UserId { get; init; } = "1234567812345678";

    /// <summary>Whether an SM2 signature is r‖s (64 bytes) instead of DER.</summary>
    public bool RawSignature { get; init; }
}

/// <summary>The parameters of a call in one text: <c>{sorted}</c>.</summary>
public sealed class SortedOptions
{
    /// <summary>Between name and value.</summary>
    public string Equal { get; init; } = "=";

    /// <summary>Between two parameters.</summary>
    public string Separator { get; init; } = "&";

    /// <summary>Whether parameters without a value are left out. Default true.</summary>
    public bool SkipEmpty { get; init; } = true;

    /// <summary>Whether the members of a JSON body are parameters too, nested ones as their JSON text.</summary>
    public bool Body { get; init; }

    /// <summary>Whether the signer's headers are parameters too (without the signature).</summary>
    public bool Headers { get; init; }

    /// <summary>Names left out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];
}

/// <summary>The catalogue of signatures.</summary>
public enum SignerKind
{
    /// <summary>Nothing is signed; headers and parameters may still carry constants and a token.</summary>
    None,

    /// <summary>gjgxjhpt headers: Base64(HMAC-SHA256(secret, sid + rid + rtime)).</summary>
    Gjgxjhpt,

    /// <summary>X-Client-Id headers: Base64(HMAC-SHA256(secret, id + timestamp + nonce)).</summary>
    ClientNonce,

    /// <summary>appKey, timestamp, signature headers: hex SHA-1(appKey + appSecret + timestamp).</summary>
    Sha1Appkey,

    /// <summary>x-tif headers: hex SHA-256(timestamp + token + nonce + timestamp).</summary>
    Tif,

    /// <summary>MD5 of the input.</summary>
    Md5,

    /// <summary>SHA-256 of the input.</summary>
    Sha256,

    /// <summary>HMAC-SHA256 of the input under the key.</summary>
    HmacSha256,

    /// <summary>SM3 of the input.</summary>
    Sm3,

    /// <summary>HMAC-SM3 of the input under the key.</summary>
    HmacSm3,

    /// <summary>SM2 signature of the input under our private key.</summary>
    Sm2,

    /// <summary><c>Authorization: Bearer {issued}</c>.</summary>
    Bearer,

    /// <summary><c>Authorization: Basic …</c> of user and password.</summary>
    Basic,

    /// <summary>The client certificate of the transport says who calls; nothing else is signed.</summary>
    Mtls,
}

/// <summary>How bytes are written as text.</summary>
public enum SignatureOutput
{
    /// <summary>Lower-case hex.</summary>
    Hex,

    /// <summary>Upper-case hex.</summary>
    UpperHex,

    /// <summary>Base64.</summary>
    Base64,
}
