using System.Globalization;

namespace Gateway.Adapters.Mappings.Steps;

/// <summary>Dates as platforms write them, to the local time of Asia/Shanghai and back.</summary>
internal static class DateText
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private static readonly DateTime Sample = new(2031, 12, 28, 21, 43, 56, DateTimeKind.Unspecified);

    /// <summary>Whether a source's format can be read.</summary>
    public static bool CanRead(string format) =>
        format is "iso" or "epoch" or "epochMs" or "excel"
        || (IsPlain(format) && format.Contains('y', StringComparison.Ordinal) && ReadsBack(format));

    /// <summary>Whether a format can be written.</summary>
    public static bool CanWrite(string format) => format is "date" or "datetime" || (IsPlain(format) && Writes(format));

    /// <summary>The format that a word stands for.</summary>
    public static string FormatOf(string to) => to switch { "date" => "yyyy-MM-dd", "datetime" => "yyyy-MM-dd HH:mm:ss", _ => to };

    /// <summary>The time of a text in one of the formats, or <see langword="null"/>.</summary>
    public static DateTime? Read(string text, IReadOnlyList<string> formats)
    {
        foreach (var format in formats)
        {
            if (Read(text, format) is { } time)
            {
                return time;
            }
        }

        return null;
    }

    private static DateTime? Read(string text, string format) => format switch
    {
        "iso" => Iso(text),
        "epoch" => Epoch(text, 1),
        "epochMs" => Epoch(text, 1000),
        "excel" => Excel(text),
        _ => DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null,
    };

    private static DateTime? Iso(string text)
    {
        if (text.Length < 10 || text[4] != '-' || text[7] != '-')
        {
            return null;
        }

        // A time without an offset is taken as local to Asia/Shanghai.
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var zoned) && HasOffset(text)
            ? InChina(zoned)
            : DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var local) && !HasOffset(text)
                ? DateTime.SpecifyKind(local, DateTimeKind.Unspecified)
                : null;
    }

    private static bool HasOffset(string text) => text.AsSpan(10).IndexOfAny('Z', '+', '-') >= 0 || text.EndsWith('z');

    private static DateTime? InChina(DateTimeOffset instant) =>
        instant.UtcTicks <= DateTime.MaxValue.Ticks - China.Ticks ? instant.UtcDateTime.Add(China) : null;

    private static DateTime? Epoch(string text, long perSecond)
    {
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        var seconds = number / perSecond;
        return seconds is > -62_000_000_000 and < 250_000_000_000
            ? DateTime.UnixEpoch.AddSeconds(seconds).AddMilliseconds(perSecond == 1 ? 0 : number % perSecond).Add(China)
            : null;
    }

    // Day 60 of the 1900 system is a 29 February that never was; OLE dates agree from 1 March 1900 on, and no record is older.
    private static DateTime? Excel(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var serial) && serial is >= 61 and < 2_958_465
            ? Rounded(DateTime.FromOADate(serial))
            : null;

    private static DateTime Rounded(DateTime time) => new DateTime((time.Ticks + 5_000_000) / 10_000_000 * 10_000_000, DateTimeKind.Unspecified);

    // A letter that is no part of a date would be taken as one by the library in another way than meant (t, z, K, g), or be refused while reading.
    private static bool IsPlain(string format) =>
        format.Length is > 1 and <= 40 && format.All(letter => !char.IsAsciiLetter(letter) || letter is 'y' or 'M' or 'd' or 'H' or 'm' or 's' or 'f' or 'T')
        && format.IndexOfAny(['%', '\\', '\'', '"']) < 0;

    private static bool ReadsBack(string format)
    {
        try
        {
            return DateTime.TryParseExact(
                Sample.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var back)
                && back.Year == Sample.Year;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool Writes(string format)
    {
        try
        {
            return Sample.ToString(format, CultureInfo.InvariantCulture).Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
