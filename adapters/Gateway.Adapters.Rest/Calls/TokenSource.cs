using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Http;
using Gateway.Adapters.Rest.Ciphers;
using Gateway.Adapters.Rest.Options;
using Gateway.Adapters.Rest.Templates;
using Gateway.Adapters.Signing;

namespace Gateway.Adapters.Rest.Calls;

/// <summary>Asks the platform for a token or signing secret; called through the shared store only.</summary>
internal sealed class TokenSource
{
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);

    private readonly RestPlatform _platform;
    private readonly TokenOptions _options;
    private readonly Lazy<RestCall> _call;
    private readonly BodyCipher? _cipher;

    public TokenSource(RestPlatform platform, TokenOptions options)
    {
        (_platform, _options) = (platform, options);
        var call = options.Call!;
        _call = new Lazy<RestCall>(() => new RestCall(
            platform, call, call.Signer ?? new SignerOptions(), call.Cipher ?? new CipherOptions(), null, _ => null,
            options.Value, options.ExpiresIn, options.ExpiresAt));
        _cipher = options.Cipher is { } cipher
            ? platform.CipherOf(cipher, Template.Of(options.CipherKey).Render(platform.Values, TextForm.Plain))
            : null;
        Secrets = new IssuedSecrets(platform.Context.Secrets, platform.Context.CredentialScope + "/token", platform.Clock, options.RenewBefore, IssueAsync);
    }

    public IssuedSecrets Secrets { get; }

    /// <summary>With the secrets that the platform took last, then with those that are exchanged for them.</summary>
    private async Task<IssuedSecret> IssueAsync(CancellationToken cancellationToken)
    {
        var first = _platform.Credentials.InUse;
        for (var credential = first; ;)
        {
            try
            {
                var issued = await IssueAsync(credential, cancellationToken);
                _platform.Credentials.Taken(credential);
                return issued;
            }
            catch (PermanentFailure) when (_platform.Credentials.After(first, credential) is { } other)
            {
                credential = other;
            }
        }
    }

    private async Task<IssuedSecret> IssueAsync(Credential<RestOptions> credential, CancellationToken cancellationToken)
    {
        var askedAt = _platform.Clock.Now;
        RestAnswer answer;
        try
        {
            answer = await _call.Value.SendAsync(CallKind.Read, _platform.With(_platform.Values, credential), null, cancellationToken);
        }
        catch (PermanentFailure e)
        {
            throw new PermanentFailure("token_" + e.Code, $"获取令牌被拒绝：{e.Message}", e);
        }

        if (answer.Outcome != Outcome.Success)
        {
            throw new PermanentFailure("token_" + answer.Code, $"获取令牌被拒绝（{answer.Code}）：{answer.Message}，请检查接入标识与密钥");
        }

        return answer.Found[_options.Value] is { Length: > 0 } value && EndOf(answer, askedAt) is { } end
            ? new IssuedSecret(Open(value), askedAt, end)
            : throw new TransientFailure("token_malformed", "令牌应答缺少令牌或有效期");
    }

    private DateTimeOffset? EndOf(RestAnswer answer, DateTimeOffset askedAt)
    {
        if (_options.ExpiresIn is { } path)
        {
            return long.TryParse(answer.Found[path], CultureInfo.InvariantCulture, out var seconds) ? askedAt.AddSeconds(seconds) : null;
        }

        if (_options.ExpiresAt is not { } endPath)
        {
            return askedAt + _options.Lifetime;
        }

        var text = answer.Found[endPath];
        return long.TryParse(text, CultureInfo.InvariantCulture, out var milliseconds) ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var end)
                ? new DateTimeOffset(end, ChinaStandardTime)
                : null;
    }

    private string Open(string value)
    {
        try
        {
            return _cipher is { OfAnswers: true } cipher ? Encoding.UTF8.GetString(cipher.Open(value, null)) : value;
        }
        catch (CryptographicException e)
        {
            throw new PermanentFailure("token_undecipherable", "令牌无法解密，请检查密钥与加密方式", e);
        }
    }
}
