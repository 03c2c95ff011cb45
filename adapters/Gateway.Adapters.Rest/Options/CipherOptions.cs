namespace Gateway.Adapters.Rest.Options;

/// <summary>How bodies are encrypted.</summary>
public sealed class CipherOptions
{
    /// <summary>Which cipher. Default none.</summary>
    public CipherKind Kind { get; init; } = CipherKind.None;

    /// <summary>How the key is written.</summary>
    public KeyForm KeyForm { get; init; } = KeyForm.Text;

    /// <summary>Initialisation vector of a CBC mode, in the form of the key; where none is given, 16 random bytes go before the ciphertext.</summary>
    public string? Iv { get; init; }

    /// <summary>How ciphertext is written.</summary>
    public SignatureOutput Output { get; init; } = SignatureOutput.Base64;

    /// <summary>Whether what we send is encrypted. Default true.</summary>
    public bool Requests { get; init; } = true;

    /// <summary>Whether answers are. Default true.</summary>
    public bool Answers { get; init; } = true;

    /// <summary>The body around the ciphertext: <c>{encrypted}</c>, and <c>{encryptedKey}</c> of an envelope. Default: the ciphertext alone.</summary>
    public string? Envelope { get; init; }

    /// <summary>Where the ciphertext stands in an answer. Default <c>$</c>: it is the whole answer.</summary>
    public string Data { get; init; } = "$";

    /// <summary>Where an envelope's encrypted key stands in an answer.</summary>
    public string Key { get; init; } = "encryptKey";

    /// <summary>The platform's SM2 public key, for an envelope: 130 hex digits, Base64 of the same 65 bytes, or PEM. No secret.</summary>
    public string? PlatformPublicKey { get; init; }
}

/// <summary>The catalogue of ciphers.</summary>
public enum CipherKind
{
    /// <summary>Bodies are clear.</summary>
    None,

    /// <summary>AES, ECB, PKCS7.</summary>
    AesEcb,

    /// <summary>AES, CBC, PKCS7.</summary>
    AesCbc,

    /// <summary>AES-GCM: nonce (12 bytes), ciphertext, tag (16 bytes).</summary>
    AesGcm,

    /// <summary>SM4, ECB, PKCS7.</summary>
    Sm4Ecb,

    /// <summary>SM4, CBC, PKCS7.</summary>
    Sm4Cbc,

    /// <summary>A random SM4 key a message, sealed under the receiver's SM2 key (C1‖C3‖C2); SM4, ECB, PKCS7.</summary>
    Sm2Sm4,
}

/// <summary>How a key is written.</summary>
public enum KeyForm
{
    /// <summary>Its characters are the bytes (UTF-8).</summary>
    Text,

    /// <summary>Hex.</summary>
    Hex,

    /// <summary>Base64.</summary>
    Base64,

    /// <summary>The first 16 bytes of SHA-1(SHA-1(text)), as Java's SHA1PRNG makes them.</summary>
    Sha1Prng,
}
