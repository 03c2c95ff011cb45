using System.Security.Cryptography;
using System.Text;
using Gateway.Adapters.Crypto;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Templates;

namespace Gateway.Adapters.Rest.Signing;

/// <summary>Signs calls: time and nonce first, then what carries them, then the signature over it.</summary>
internal sealed class CallSigner
{
    private readonly SignerOptions _options;
    private readonly SignerPreset _preset;
    private readonly Template _input;
    private readonly Template _key;

    /// <param name="options">As configured.</param>
    /// <param name="privateKey">Our SM2 key, read only where it is used.</param>
    public CallSigner(SignerOptions options, Func<Sm2PrivateKey> privateKey)
    {
        _options = options;
        _preset = SignerPreset.Of(options, privateKey);
        _input = Template.Of(options.Input ?? _preset.Input ?? "");
        // What a platform issues for signing stands for the secret; a bearer token does not sign.
        _key = Template.Of(options.Key ?? (options.Kind == SignerKind.Gjgxjhpt ? "{signingKey}" : "{appSecret}"));
        Headers = Compile(options.Headers ?? _preset.Headers);
        Query = Compile(options.Query ?? []);
        Form = Compile(options.Form ?? []);
    }

    public IReadOnlyList<(string Name, Template Text)> Headers { get; }

    public IReadOnlyList<(string Name, Template Text)> Query { get; }

    public IReadOnlyList<(string Name, Template Text)> Form { get; }

    public SortedOptions Sorted => _options.Sorted;

    /// <summary>Adds time and nonce of this attempt.</summary>
    public void Begin(CallValues values, DateTimeOffset now)
    {
        values["now"] = now;
        values["timestamp"] = Template.Of($"{{now:{_options.Timestamp ?? _preset.Timestamp}}}").Render(values, TextForm.Plain);
        values["nonce"] = RandomNumberGenerator.GetHexString(_options.NonceLength, lowercase: true);
        values["signingKey"] = values["issued"] ?? values["appKey"] ?? values["appSecret"];
    }

    /// <summary>Adds the signature, if there is to be one.</summary>
    public void Sign(CallValues values)
    {
        if (_preset.Algorithm is not { } algorithm)
        {
            return;
        }

        var text = Encoding.UTF8.GetBytes(_input.Render(values, TextForm.Plain) ?? "");
        var signature = algorithm.Sign(text, _key.Render(values, TextForm.Plain) ?? "");
        values["sign"] = Write(signature, _options.Output ?? _preset.Output);
    }

    public static string Write(byte[] bytes, SignatureOutput output) => output switch
    {
        SignatureOutput.Hex => Convert.ToHexStringLower(bytes),
        SignatureOutput.UpperHex => Convert.ToHexString(bytes),
        SignatureOutput.Base64 => Convert.ToBase64String(bytes),
    };

    private static List<(string Name, Template Text)> Compile(IReadOnlyDictionary<string, string> parts) =>
        [.. parts.Select(part => (part.Key, Template.Of(part.Value)))];
}
