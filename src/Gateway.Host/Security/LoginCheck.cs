using System.Security.Cryptography;
using System.Text;
using Gateway.Host.Dashboard;

namespace Gateway.Host.Security;

/// <summary>Whether a user and password are the operators'.</summary>
internal static class LoginCheck
{
    // Both are always compared, in constant time: the answer's delay says nothing about which was wrong.
    public static bool Matches(DashboardOptions options, string user, string password)
    {
        if (!options.HasLogin)
        {
            return false;
        }

        // An unknown name costs a hash as well.
        if (options.Users.Count > 0 && user != options.User)
        {
            return options.Users.TryGetValue(user, out var hash)
                ? PasswordHash.Matches(hash, password)
                : PasswordHash.Matches(options.Users.Values.First(), password) && false;
        }

        if (!options.HasUser)
        {
            return false;
        }

        var userMatches = Same(user, options.User ?? "");
        var passwordMatches = string.IsNullOrEmpty(options.PasswordHash)
            ? Same(password, options.Password ?? "")
            : PasswordHash.Matches(options.PasswordHash, password);
        return userMatches & passwordMatches;
    }

    private static bool Same(string given, string wanted) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(wanted)));
}
