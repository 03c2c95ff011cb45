using System.Buffers;
using System.Globalization;

namespace Gateway.Pipeline.Normalise.Values;

/// <summary>
/// Registered capital as free text: 19,658(万), 100(万元人民币), 61(万美元), 91.2万人民币, 人民币500万元, 1,000,000元, N/A.
/// Without a word for the currency it is renminbi, which the registrars leave out.
/// </summary>
public static class CapitalText
{
    private static readonly string[] AbsentWords = ["N/A", "NULL", "无", "-", "--", "/", "空", "暂无", "不详", "未填", "无注册资金"];

    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.");

    /// <summary>Nobody has as much: the registrars' largest have twelve digits, the column holds sixteen.</summary>
    private const decimal Most = 1_000_000_000_000_000m;

    /// <summary>Longer words first: 新台币 before 台币, 澳门元 before 澳元.</summary>
    private static readonly (string Word, string Code)[] Currencies =
    [
        ("人民币", "CNY"), ("RMB", "CNY"), ("CNY", "CNY"), ("¥", "CNY"), ("￥", "CNY"), ("美元", "USD"), ("美金", "USD"), ("USD", "USD"), ("$", "USD"),
        ("港元", "HKD"), ("港币", "HKD"), ("HKD", "HKD"), ("欧元", "EUR"), ("EUR", "EUR"), ("日元", "JPY"), ("日圆", "JPY"), ("JPY", "JPY"),
        ("英镑", "GBP"), ("GBP", "GBP"), ("韩元", "KRW"), ("韩圆", "KRW"), ("新台币", "TWD"), ("台币", "TWD"), ("澳门元", "MOP"),
        ("澳门币", "MOP"), ("澳大利亚元", "AUD"), ("澳元", "AUD"), ("加拿大元", "CAD"), ("加元", "CAD"), ("新加坡元", "SGD"), ("瑞士法郎", "CHF"),
        ("德国马克", "DEM"), ("法国法郎", "FRF"),
    ];

    public static CapitalReading Read(string? text)
    {
        var key = TextFold.Key(text ?? string.Empty);
        if (key.Length == 0 || Array.IndexOf(AbsentWords, key) >= 0)
        {
            return new CapitalReading(CapitalVerdict.Absent, null, null);
        }

        Span<char> buffer = key.Length <= 128 ? stackalloc char[128] : new char[key.Length];
        var rest = WithoutBrackets(key, buffer);
        var plain = ReadAmount(rest, "CNY", currencySaid: false);
        return plain.Verdict == CapitalVerdict.Unparsed && TakeCurrency(ref rest) is { } currency
            ? ReadAmount(rest, currency, currencySaid: true)
            : plain;
    }

    /// <summary>Brackets part nothing here: 100(万元人民币) says what 100万元人民币 says. Thousands separators go as well.</summary>
    private static Span<char> WithoutBrackets(string key, Span<char> buffer)
    {
        var length = 0;
        foreach (var c in key)
        {
            if (c is not ('(' or ')' or ',' or '，'))
            {
                buffer[length++] = c;
            }
        }

        return buffer[..length];
    }

    /// <summary>Cuts the word for the currency out, wherever it stands; for 万美元 the 元 goes with it.</summary>
    private static string? TakeCurrency(ref Span<char> rest)
    {
        foreach (var (word, code) in Currencies)
        {
            var at = rest.IndexOf(word);
            if (at >= 0)
            {
                rest[(at + word.Length)..].CopyTo(rest[at..]);
                rest = rest[..^word.Length];
                return code;
            }
        }

        return null;
    }

    private static CapitalReading ReadAmount(ReadOnlySpan<char> rest, string currency, bool currencySaid)
    {
        var end = rest.IndexOfAnyExcept(NumberCharacters);
        var digits = end < 0 ? rest : rest[..end];
        var unit = Unit(end < 0 ? [] : rest[end..]);
        if (unit is null || digits.Length is 0 or > 20
            || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return new CapitalReading(CapitalVerdict.Unparsed, null, null);
        }

        if (number * unit.Value >= Most)
        {
            return new CapitalReading(CapitalVerdict.Unparsed, null, null);
        }

        var bare = end < 0 && !currencySaid && number != 0;
        return new CapitalReading(bare ? CapitalVerdict.UnitUnknown : CapitalVerdict.Amount, number * unit.Value, currency);
    }

    /// <summary>万, 百万, 亿 … with or without 元/圆/整 after it; null for anything else.</summary>
    private static decimal? Unit(ReadOnlySpan<char> text) => text.TrimEnd("整正").TrimEnd("元圆") switch
    {
        "" => 1m,
        "百" => 100m,
        "千" => 1_000m,
        "万" => 10_000m,
        "十万" => 100_000m,
        "百万" => 1_000_000m,
        "千万" => 10_000_000m,
        "亿" => 100_000_000m,
        _ => null,
    };
}
