using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Wire;

namespace Gateway.Sandbox.P1;

/// <summary>The secrets handed out so far. Only the latest is good, and only until its end; an older one is answered as expired.</summary>
internal sealed class SecretBook : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<IssuedSecret> _issued = [];
    private readonly Journal _journal;
    private readonly SandboxOptions _options;
    private readonly TimeProvider _clock;

    public SecretBook(SandboxOptions options, TimeProvider clock)
    {
        (_options, _clock) = (options, clock);
        _journal = new Journal(Path.Combine(options.DataFolder, "p1-secrets.jsonl"), line =>
        {
            if (line.Deserialize<IssuedSecret>(JsonAnswer.Options) is { } secret)
            {
                _issued.Add(secret);
            }
        });
    }

    public IssuedSecret Refresh()
    {
        lock (_gate)
        {
            var end = _clock.GetUtcNow().AddMinutes(_options.SecretMinutes).ToUnixTimeSeconds();
            var secret = new IssuedSecret(RandomNumberGenerator.GetHexString(32, lowercase: true), end);
            _issued.Add(secret);
            _journal.Append(JsonSerializer.SerializeToUtf8Bytes(secret, JsonAnswer.Options));
            _journal.Flush();
            return secret;
        }
    }

    /// <summary>Null where the signature is right under the secret in force, else the code to refuse with.</summary>
    public string? Refusal(string message, string signature)
    {
        lock (_gate)
        {
            for (var i = _issued.Count - 1; i >= 0; i--)
            {
                if (Signing.Same(Signing.HmacBase64(_issued[i].Secret, message), signature))
                {
                    var inForce = i == _issued.Count - 1 && _clock.GetUtcNow().ToUnixTimeSeconds() < _issued[i].End;
                    return inForce ? null : ExchangeAnswer.SecretExpired;
                }
            }

            return ExchangeAnswer.WrongSignature;
        }
    }

    /// <summary>Makes the secret in force end now, for tests of code 1005.</summary>
    public void Expire()
    {
        lock (_gate)
        {
            if (_issued.Count > 0)
            {
                _issued[^1] = _issued[^1] with { End = 0 };
            }
        }
    }

    /// <summary>Key = first 16 bytes of SHA1(SHA1(appKey)), as Java's SHA1PRNG yields it.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "the platform's key derivation, not ours")]
    public string Encrypt(string secret, string appKey)
    {
        using var aes = Aes.Create();
        aes.Key = SHA1.HashData(SHA1.HashData(Encoding.UTF8.GetBytes(appKey)))[..16];
        var plain = Encoding.UTF8.GetBytes(secret);
        return Convert.ToBase64String(_options.SecretCipher == "cbc"
            ? aes.EncryptCbc(plain, "AESCBCPKCS5Paddi"u8, PaddingMode.PKCS7)
            : aes.EncryptEcb(plain, PaddingMode.PKCS7));
    }

    public void Dispose() => _journal.Dispose();
}

/// <summary>A secret and the second since 1970 at which it ends.</summary>
internal sealed record IssuedSecret(string Secret, long End)
{
    public string EndText => ShanghaiClock.Text(End);
}
