using System.Security.Cryptography;
using System.Text;

namespace Gateway.Adapters.Configuration;

/// <summary>
/// Digest of one adapter: of one profile's effective settings in one area, and of what the area lends every adapter. Secrets are not in it, nor
/// is anything of other profiles or areas, nor when things run: a change there says nothing about this adapter.
/// </summary>
public static class AdapterDigest
{
    private static readonly string[] Lent = ["area", "cdSource", "dataSource.", "exemptByRule."];

    /// <summary>Lower-case hex SHA-256.</summary>
    /// <param name="effective">Effective settings, of this area at least.</param>
    /// <param name="area">GB/T 2260, six digits.</param>
    /// <param name="profile">Name of the profile.</param>
    public static string Of(IEnumerable<EffectiveSetting> effective, string area, string profile)
    {
        var own = $"profiles.{profile}.";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var setting in effective.Where(x => x.Area == area && !x.Secret)
                     .Where(x => x.Path.StartsWith(own, StringComparison.Ordinal) || Lent.Any(y => IsOf(x.Path, y)))
                     .OrderBy(x => x.Path, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{setting.Path}\u001f{setting.Value}\u001e"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static bool IsOf(string path, string lent) => lent.EndsWith('.') ? path.StartsWith(lent, StringComparison.Ordinal) : path == lent;
}
