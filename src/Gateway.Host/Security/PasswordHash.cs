using System.Globalization;
using System.Security.Cryptography;

namespace Gateway.Host.Security;

/// <summary>PBKDF2-HMAC-SHA256, kept as <c>pbkdf2-sha256$rounds$salt$hash</c> (Base64).</summary>
internal static class PasswordHash
{
    private const string Scheme = "pbkdf2-sha256";
    private const int Rounds = 310_000;
    private const int Bytes = 32;

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(16);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Scheme}${Rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, Rounds))}");
    }

    public static bool IsWellFormed(string hash) => TryRead(hash, out _, out _, out _);

    public static bool Matches(string hash, string password) =>
        TryRead(hash, out var rounds, out var salt, out var wanted) && CryptographicOperations.FixedTimeEquals(Derive(password, salt, rounds), wanted);

    private static byte[] Derive(string password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA256, Bytes);

    private static bool TryRead(string hash, out int rounds, out byte[] salt, out byte[] wanted)
    {
        (rounds, salt, wanted) = (0, [], []);
        var parts = hash.Split('$');
        if (parts.Length != 4 || parts[0] != Scheme || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out rounds) || rounds < 100_000)
        {
            return false;
        }

        var (saltText, wantedText) = (new byte[parts[2].Length], new byte[parts[3].Length]);
        if (!Convert.TryFromBase64String(parts[2], saltText, out var saltLength) || !Convert.TryFromBase64String(parts[3], wantedText, out var length))
        {
            return false;
        }

        (salt, wanted) = (saltText[..saltLength], wantedText[..length]);
        return salt.Length >= 8 && wanted.Length == Bytes;
    }
}
