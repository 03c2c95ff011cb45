using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using Gateway.Pipeline.Protection;

namespace Gateway.Host.Security;

/// <summary>
/// What the login cookie holds: user and end, sealed with the master key. Every replica can read it, none has to store it, and a new
/// master key ends all logins.
/// </summary>
internal sealed class LoginTicket(FieldCipher cipher, TimeProvider clock)
{
    private const string Purpose = "dashboard-login";

    public string Issue(string user, TimeSpan duration)
    {
        var end = (clock.GetUtcNow() + duration).ToUnixTimeSeconds();
        return Base64Url.EncodeToString(cipher.Protect(string.Create(CultureInfo.InvariantCulture, $"{Purpose}\n{end}\n{user}")));
    }

    /// <summary>The user, or <see langword="null"/> when the cookie is no ticket of ours or has ended.</summary>
    public string? Read(string? cookie)
    {
        if (string.IsNullOrEmpty(cookie) || cookie.Length > 1000 || !Base64Url.IsValid(cookie))
        {
            return null;
        }

        try
        {
            var parts = cipher.UnprotectText(Base64Url.DecodeFromChars(cookie)).Split('\n', 3);
            return parts is [Purpose, var end, var user] && long.Parse(end, CultureInfo.InvariantCulture) > clock.GetUtcNow().ToUnixTimeSeconds()
                ? user
                : null;
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException or FormatException)
        {
            return null;
        }
    }
}
