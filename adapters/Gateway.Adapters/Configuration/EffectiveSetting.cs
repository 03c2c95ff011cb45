using System.Security.Cryptography;
using System.Text;

namespace Gateway.Adapters.Configuration;

/// <summary>One effective value of an area, and where it comes from.</summary>
/// <param name="Area">GB/T 2260, six digits.</param>
/// <param name="Path">For example <c>feeds.matter.cron</c> or <c>profiles.exchange-rest.baseAddress</c>.</param>
/// <param name="Value">In one canonical form; of a secret only whether it is set.</param>
/// <param name="Secret">Whether the value is a secret.</param>
/// <param name="Origin">File and line, variable, or the program's own default.</param>
public sealed record EffectiveSetting(string Area, string Path, string Value, bool Secret, SettingOrigin Origin)
{
    private static readonly byte[] OfThisProcess = RandomNumberGenerator.GetBytes(32);

    /// <summary>Tells a secret's value from another within this process, and nothing beyond; empty where there is none.</summary>
    internal string Mark { get; init; } = "";

    internal static string MarkOf(object? secret) => secret is string { Length: > 0 } text
        ? Convert.ToHexStringLower(HMACSHA256.HashData(OfThisProcess, Encoding.UTF8.GetBytes(text)))
        : "";
}
