using System.Collections.Frozen;
using System.Globalization;

namespace Gateway.Pipeline.Normalise.Values;

/// <summary>
/// Dates in the forms met: 2024-03-05, 2024/3/5, 2024.03.05, 20240305, 2024年3月5日, each with an optional time of day; ISO 8601 with an
/// offset; yyyyMMddHHmmss; /Date(ms)/; serial numbers of spreadsheets. Width and blanks are repaired. Allocates nothing for the usual forms.
/// </summary>
public static class DateText
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private static readonly FrozenSet<string> OpenEndWords =
        new[] { "长期", "长期有效", "永久", "永久有效", "无固定期限", "无期限", "长期存续" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> AbsentWords =
        new[] { "N/A", "NULL", "-", "--", "/", "\\" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The day (and time of day, if any) that a text names.</summary>
    public static DateReading Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return DateReading.Absent;
        }

        var reading = DateGrammar.Read(text);
        return reading.Verdict == DateVerdict.Invalid ? ReadRepaired(text) : reading;
    }

    /// <summary>The slow way, for what the grammar refused: words, other widths, blanks inside, numbers of spreadsheets.</summary>
    private static DateReading ReadRepaired(string text)
    {
        var clean = TextFold.Clean(text);
        if (clean.Length == 0)
        {
            return DateReading.Absent;
        }

        var key = TextFold.Key(clean);
        if (AbsentWords.Contains(key))
        {
            return DateReading.Absent;
        }

        if (OpenEndWords.Contains(key))
        {
            return DateReading.OpenEnd;
        }

        if (key.StartsWith("/DATE(", StringComparison.Ordinal))
        {
            return ReadEpoch(key);
        }

        var widths = NarrowKeepingBlanks(clean);
        var reading = DateGrammar.Read(widths);
        if (reading.Verdict == DateVerdict.Invalid)
        {
            reading = DateGrammar.Read(key);
        }

        return reading.Verdict == DateVerdict.Invalid ? ReadSerial(key) : reading;
    }

    private static string NarrowKeepingBlanks(string clean) =>
        string.Create(clean.Length, clean, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = from[i] == ' ' ? ' ' : FoldTable.Key[from[i]];
            }
        });

    /// <summary>/Date(1709568000000)/ and /Date(1709568000000+0800)/: milliseconds since 1970 in UTC; the offset says only how it was shown.</summary>
    private static DateReading ReadEpoch(string key)
    {
        var end = key.AsSpan(6).IndexOfAny(")+");
        return end > 0
            && long.TryParse(key.AsSpan(6, end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds)
            && milliseconds is > -2_208_988_800_000 and < 32_503_680_000_000
            ? DateGrammar.Of(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToOffset(China).DateTime, withTime: true)
            : DateReading.Invalid;
    }

    /// <summary>
    /// Days since 1899-12-30, as spreadsheets write a date that lost its format; five digits only (1927-05-18 to 2173-10-13),
    /// so that a year or a month is never taken for one; a fraction is the time of day.
    /// </summary>
    private static DateReading ReadSerial(string key)
    {
        var point = key.IndexOf('.');
        var whole = point < 0 ? key.Length : point;
        return whole == 5
            && double.TryParse(key, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial)
            && serial >= 10_000
            ? DateGrammar.Of(DateTime.FromOADate(serial), withTime: point > 0)
            : DateReading.Invalid;
    }
}
