using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Gateway.Pipeline.Desk;

/// <summary>
/// A platform's words without what differs from record to record, so that the same failure of many records is one group. Pure.
/// </summary>
public static partial class FailureWords
{
    public static string Normalise(string words) =>
        Spaces().Replace(Varying().Replace(words, x => x.Groups["time"].Success ? "〈时间〉" : x.Groups["code"].Success ? "〈编号〉" : "〈数〉"), " ").Trim();

    /// <summary>A short, stable name of a group.</summary>
    public static string Key(string target, string code, string words) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{target}\n{code}\n{words}")).AsSpan(0, 10));

    // Dates and times; then what holds a digit or a mask beside letters (ids, USCCs, digests, masked numbers); then plain numbers.
    [GeneratedRegex(
        """
        (?<time>\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日)(?:[ T]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?(?:Z|[+-]\d{2}:\d{2})?|\d{1,2}:\d{2}(?::\d{2})?)
        |(?<code>(?=[A-Za-z0-9._*#-]*[0-9*])(?=[A-Za-z0-9._*#-]*[A-Za-z*#_-])[A-Za-z0-9*][A-Za-z0-9._*#-]*[A-Za-z0-9*]|[0-9]{15,})
        |(?<number>[0-9]+(?:[.,][0-9]+)*)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Varying();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
