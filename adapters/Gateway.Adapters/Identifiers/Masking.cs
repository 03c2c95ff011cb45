using System.Text.RegularExpressions;

namespace Gateway.Adapters.Identifiers;

/// <summary>
/// Personal data for logs, pages and audit: the first and last few characters stay, the rest are asterisks of the same number.
/// How many stay is chosen so that an operator can tell two apart and nobody can rebuild the value (the date of birth never shows).
/// A text too short to keep anything is all asterisks. Empty stays empty.
/// </summary>
public static partial class Masking
{
    /// <summary>How much of a peer's words is kept.</summary>
    public const int LongestWords = 500;

    private const char Star = '*';

    /// <summary>Identity number: first three (province and half a city) and last two.</summary>
    /// <param name="number">The number, valid or not.</param>
    public static string IdNumber(ReadOnlySpan<char> number) => Keep(number, 3, 2);

    /// <summary>Telephone number: first three and last four, as printed on Chinese receipts; a short one keeps the last two.</summary>
    /// <param name="phone">The number, with or without area code.</param>
    public static string Phone(ReadOnlySpan<char> phone) => phone.Length >= 11 ? Keep(phone, 3, 4) : Keep(phone, 0, 2);

    /// <summary>Law enforcement certificate (执法证号): first two and last two.</summary>
    /// <param name="lawNo">The certificate number.</param>
    public static string LawNo(ReadOnlySpan<char> lawNo) => Keep(lawNo, 2, 2);

    /// <summary>Person's name: the first character.</summary>
    /// <param name="name">The name.</param>
    public static string Person(ReadOnlySpan<char> name) => Keep(name, 1, 0, least: 1);

    /// <summary>
    /// Free text that may quote personal data: every run that is a valid identity number (15 or 18) or has the form of a mobile
    /// number (11 digits, 1 then 3–9) is masked. The same string comes back when nothing was found.
    /// </summary>
    /// <param name="text">The text.</param>
    public static string InText(string text)
    {
        char[]? masked = null;
        var i = 0;
        while (i < text.Length)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                i++;
                continue;
            }

            var start = i;
            while (i < text.Length && char.IsAsciiDigit(text[i]))
            {
                i++;
            }

            if (i - start == Identifiers.IdNumber.Length - 1 && i < text.Length && (text[i] is 'X' or 'x'))
            {
                i++;
            }

            var run = text.AsSpan(start, i - start);
            var replacement = Replacement(run);
            if (replacement is not null)
            {
                masked ??= text.ToCharArray();
                replacement.CopyTo(masked.AsSpan(start));
            }
        }

        return masked is null ? text : new string(masked);
    }

    /// <summary>
    /// A peer's words, which may quote the row it refused or the request's headers: at most <see cref="LongestWords"/> characters, and
    /// every run of letters and digits masked that could be an identity number, a telephone, a law enforcement certificate (7 digits
    /// or more) or a token (24 characters or more).
    /// </summary>
    /// <param name="words">As the peer wrote them.</param>
    public static string PeerWords(string? words)
    {
        if (string.IsNullOrEmpty(words))
        {
            return string.Empty;
        }

        var shown = words.Length > LongestWords ? words[..LongestWords] + "…" : words;
        return CodeLike().Replace(shown, x => x.Value.Count(char.IsDigit) >= 7 || x.Length >= 24 ? Keep(x.Value, 2, 2) : x.Value);
    }

    [GeneratedRegex(@"[0-9A-Za-z\uFF10-\uFF19+/=]{7,}")]
    private static partial Regex CodeLike();

    private static string? Replacement(ReadOnlySpan<char> run)
    {
        if (run.Length == 11 && run[0] == '1' && run[1] is >= '3' and <= '9' && !run.ContainsAnyExceptInRange('0', '9'))
        {
            return Phone(run);
        }

        if (run.Length is not (Identifiers.IdNumber.Length or Identifiers.IdNumber.OldLength))
        {
            return null;
        }

        Span<char> upper = stackalloc char[run.Length];
        run.ToUpperInvariant(upper);
        return Identifiers.IdNumber.IsValid(upper) ? IdNumber(run) : null;
    }

    /// <summary>Keeps so many at both ends; where fewer than the least would be hidden, all are.</summary>
    private static string Keep(ReadOnlySpan<char> text, int first, int last, int least = 4)
    {
        if (text.IsEmpty)
        {
            return string.Empty;
        }

        if (text.Length - first - last < least)
        {
            (first, last) = (0, 0);
        }

        return string.Concat(text[..first], new string(Star, text.Length - first - last), text[(text.Length - last)..]);
    }
}
