using System.Security.Cryptography;
using System.Text;

namespace Gateway.Sandbox.Wire;

/// <summary>Signatures and their comparison in constant time.</summary>
internal static class Signing
{
    public static string HmacBase64(string key, string message) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(message)));

    public static bool Same(string expected, string? received) =>
        received is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(received));
}
