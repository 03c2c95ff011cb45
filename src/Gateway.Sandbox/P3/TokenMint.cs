using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Digests;

namespace Gateway.Sandbox.P3;

/// <summary>Makes and checks tokens. A token carries its end and a seal, so every one stays valid over restarts until then.</summary>
internal sealed class TokenMint(SandboxOptions options, Wire.SecretWindow secrets, TimeProvider clock)
{
    public const int ExpiresIn = 7200;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private long _revokedBefore = -1;

    public bool MayHave(string appId, string timestamp, string sign) =>
        appId == options.AppId
        && long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
        && Math.Abs((double)clock.GetUtcNow().ToUnixTimeMilliseconds() - at) <= Window.TotalMilliseconds
        && secrets.Match("p3", x => Wire.Signing.Same(Sm3Hex(appId + x + timestamp), sign)) is not null;

    public string Make()
    {
        var issued = clock.GetUtcNow().ToUnixTimeMilliseconds();
        var body = string.Create(CultureInfo.InvariantCulture, $"{issued}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}");
        return body + "." + Seal(body);
    }

    public bool IsGood(string authorization)
    {
        const string scheme = "Bearer ";
        if (!authorization.StartsWith(scheme, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = authorization[scheme.Length..].Split('.');
        return parts.Length == 3 && Wire.Signing.Same(Seal(parts[0] + "." + parts[1]), parts[2])
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var issued)
            && issued > Interlocked.Read(ref _revokedBefore)
            && clock.GetUtcNow().ToUnixTimeMilliseconds() < issued + (ExpiresIn * 1000L);
    }

    /// <summary>Makes all tokens of before now bad, for tests of code 401.</summary>
    public void RevokeAll() => Interlocked.Exchange(ref _revokedBefore, clock.GetUtcNow().ToUnixTimeMilliseconds());

    public static string Sm3Hex(string text)
    {
        var digest = new SM3Digest();
        var bytes = Encoding.UTF8.GetBytes(text);
        digest.BlockUpdate(bytes, 0, bytes.Length);
        var hash = new byte[32];
        digest.DoFinal(hash, 0);
        return Convert.ToHexStringLower(hash);
    }

    private string Seal(string body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes("token:" + options.AppSecret), Encoding.UTF8.GetBytes(body)))[..32];
}
