using System.Globalization;
using System.Xml;
using Gateway.Adapters.Configuration.Settings;
using Gateway.Contracts;

namespace Gateway.Adapters.Configuration.Binding;

/// <summary>Reads the text of one value as the type that the option has, and writes it back in one canonical form.</summary>
internal static class ScalarReader
{
    public static bool Reads(Type type) =>
        type.IsEnum || type == typeof(string) || type == typeof(bool) || type == typeof(int) || type == typeof(long) || type == typeof(double)
        || type == typeof(decimal) || type == typeof(TimeSpan) || type == typeof(TimeOnly) || type == typeof(DateOnly) || type == typeof(Uri);

    /// <summary>The value, or what was expected instead.</summary>
    public static (object? Value, string? Expected) Read(ScalarNode node, Type type)
    {
        var text = node.Text.Trim();
        if (type == typeof(string))
        {
            return node.Quoted || !LooksLikeAnotherType(node.Text) ? (node.Text, null) : (null, "文本（代码、编号必须加引号，否则前导零等会丢失）");
        }

        if (type == typeof(Feed))
        {
            return Found(FeedNames.Parse(text), "其中之一：" + string.Join("、", FeedNames.All.Select(feed => feed.Wire())));
        }

        if (type.IsEnum)
        {
            var name = Array.Find(Enum.GetNames(type), name => SettingName.Same(name, text));
            return name is null ? (null, "其中之一：" + string.Join("、", Enum.GetNames(type))) : (Enum.Parse(type, name), null);
        }

        return type switch
        {
            _ when type == typeof(bool) => Found(bool.TryParse(text, out var yes) ? yes : (bool?)null, "true 或 false"),
            _ when type == typeof(int) => Found(
                int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : (int?)null, "整数"),
            _ when type == typeof(long) => Found(
                long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : (long?)null, "整数"),
            _ when type == typeof(double) => Found(
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                    ? number
                    : (double?)null,
                "数字"),
            _ when type == typeof(decimal) => Found(
                decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : (decimal?)null, "数字"),
            _ when type == typeof(TimeSpan) => Found(Duration(text), "时长，如 500ms、5s、10m、1h、2d、00:10:00 或 PT10M"),
            _ when type == typeof(TimeOnly) => Found(
                TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], out var time) ? time : (TimeOnly?)null, "时刻，如 \"22:30\""),
            _ when type == typeof(DateOnly) => Found(
                DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date) ? date : (DateOnly?)null, "日期，如 \"2026-01-31\""),
            _ when type == typeof(Uri) => Found(Address(text), "完整网址，如 https://host/path（不得带用户名、密码）"),
            _ => throw new NotSupportedException($"No reader for {type}."),
        };
    }

    /// <summary>The same text for the same value, however it was written.</summary>
    public static string Write(object value) => value switch
    {
        Feed feed => feed.Wire(),
        bool yes => yes ? "true" : "false",
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        Uri address => address.OriginalString,
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Whether YAML would read the plain text as a number, a switch or nothing.</summary>
    public static bool LooksLikeAnotherType(string plain) =>
        plain is "" or "~" || plain.ToLowerInvariant() is "null" or "true" or "false" or "yes" or "no" or "on" or "off"
        || double.TryParse(plain, NumberStyles.Float | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _);

    private static (object? Value, string? Expected) Found(object? value, string expected) =>
        value is null ? (null, expected) : (value, null);

    private static TimeSpan? Duration(string text)
    {
        if (TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var exact) && text.Contains(':', StringComparison.Ordinal))
        {
            return exact;
        }

        if (text.StartsWith('P'))
        {
            try
            {
                return XmlConvert.ToTimeSpan(text);
            }
            catch (Exception notIso) when (notIso is FormatException or OverflowException)
            {
                return null;
            }
        }

        var digits = text.TrimEnd("abcdefghijklmnopqrstuvwxyz".ToCharArray());
        double? unit = text[digits.Length..] switch { "ms" => 0.001, "s" => 1, "m" => 60, "h" => 3600, "d" => 86400, _ => null };
        return unit is { } seconds
            && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number * seconds < TimeSpan.FromDays(36500).TotalSeconds
                ? TimeSpan.FromSeconds(number * seconds)
                : null;
    }

    // "/path" alone would be an absolute file address on Unix, hence the demand for a host.
    private static Uri? Address(string text) =>
        text.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { Host.Length: > 0, UserInfo.Length: 0, Fragment.Length: 0 }
            ? address
            : null;
}
