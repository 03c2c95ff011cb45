using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Signing;

namespace Gateway.Adapters.Rest.Signing;

/// <summary>What a signature of the catalogue brings along. Sources of the formulas: domain facts 3.</summary>
/// <param name="Algorithm">How it signs; <see langword="null"/>: it does not.</param>
/// <param name="Input">What is signed; <see langword="null"/>: the profile must say.</param>
/// <param name="Output">How it is written.</param>
/// <param name="Timestamp">Form of the time.</param>
/// <param name="Headers">Where it goes.</param>
internal sealed record SignerPreset(
    ISignatureAlgorithm? Algorithm, string? Input, SignatureOutput Output, string Timestamp, IReadOnlyDictionary<string, string> Headers)
{
    private static readonly Dictionary<string, string> Nowhere = [];

    public static SignerPreset Of(SignerOptions options, Func<Crypto.Sm2PrivateKey> key) => options.Kind switch
    {
        SignerKind.None or SignerKind.Mtls => new(null, null, SignatureOutput.Hex, "ms", Nowhere),
        SignerKind.Bearer => new(null, null, SignatureOutput.Hex, "ms", Of(("Authorization", "Bearer {issued}"))),
        SignerKind.Basic => new(null, null, SignatureOutput.Hex, "ms", Of(("Authorization", "Basic {basic}"))),
        SignerKind.Gjgxjhpt => new(new HmacSha256Signature(), "{sid}{appId}{timestamp}", SignatureOutput.Base64, "ms", Of(
            ("gjgxjhpt_rid", "{appId}"), ("gjgxjhpt_sid", "{sid}"), ("gjgxjhpt_rtime", "{timestamp}"), ("gjgxjhpt_sign", "{sign}"))),
        SignerKind.ClientNonce => new(new HmacSha256Signature(), "{appId}{timestamp}{nonce}", SignatureOutput.Base64, "ms", Of(
            ("X-Client-Id", "{appId}"), ("X-Timestamp", "{timestamp}"), ("X-Nonce", "{nonce}"), ("X-Signature", "{sign}"))),
        SignerKind.Sha1Appkey => new(new Sha1Signature(), "{appKey}{appSecret}{timestamp}", SignatureOutput.Hex, "ms", Of(
            ("appKey", "{appKey}"), ("timestamp", "{timestamp}"), ("signature", "{sign}"))),
        SignerKind.Tif => new(new Sha256Signature(), "{timestamp}{appSecret}{nonce}{timestamp}", SignatureOutput.Hex, "s", Of(
            ("x-tif-paasid", "{appId}"), ("x-tif-timestamp", "{timestamp}"), ("x-tif-nonce", "{nonce}"), ("x-tif-signature", "{sign}"))),
        SignerKind.Md5 => new(new Md5Signature(), null, SignatureOutput.Hex, "ms", Nowhere),
        SignerKind.Sha256 => new(new Sha256Signature(), null, SignatureOutput.Hex, "ms", Nowhere),
        SignerKind.HmacSha256 => new(new HmacSha256Signature(), null, SignatureOutput.Base64, "ms", Nowhere),
        SignerKind.Sm3 => new(new Sm3Signature(), null, SignatureOutput.Hex, "ms", Nowhere),
        SignerKind.HmacSm3 => new(new HmacSm3Signature(), null, SignatureOutput.Hex, "ms", Nowhere),
        SignerKind.Sm2 => new(
            new Sm2Signature(key(), options.UserId, options.RawSignature), null, SignatureOutput.Base64, "ms", Nowhere),
    };

    /// <summary>Whether the kind signs something that the profile must say.</summary>
    public static bool NeedsInput(SignerKind kind) => kind is SignerKind.Md5 or SignerKind.Sha256 or SignerKind.HmacSha256
        or SignerKind.Sm3 or SignerKind.HmacSm3 or SignerKind.Sm2;

    /// <summary>Every text with variables that a signature is made with.</summary>
    public static IEnumerable<string> TextsOf(SignerOptions options)
    {
        // Its key plays no part in what it names.
        var preset = options.Kind == SignerKind.Sm2 ? Of(new SignerOptions { Kind = SignerKind.Sm3 }, NoKey) : Of(options, NoKey);
        var key = options.Key ?? (options.Kind is SignerKind.HmacSha256 or SignerKind.HmacSm3 or SignerKind.ClientNonce ? "{appSecret}" : "");
        return
        [
            options.Input ?? preset.Input ?? "", key, .. (options.Headers ?? preset.Headers).Values, .. (options.Query ?? []).Values,
            .. (options.Form ?? []).Values,
        ];
    }

    private static Crypto.Sm2PrivateKey NoKey() => throw new NotSupportedException("no signature is made here");

    private static Dictionary<string, string> Of(params (string Name, string Text)[] parts) =>
        parts.ToDictionary(part => part.Name, part => part.Text, StringComparer.Ordinal);
}
