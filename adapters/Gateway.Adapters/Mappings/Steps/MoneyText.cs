using System.Globalization;

namespace Gateway.Adapters.Mappings.Steps;

/// <summary>Amounts with units of money.</summary>
internal static class MoneyText
{
    // Longest first where one ends in another.
    private static readonly (string Name, decimal Yuan)[] Known =
    [
        ("百万元", 1_000_000), ("万元", 10_000), ("千元", 1_000), ("亿元", 100_000_000), ("元", 1), ("角", 0.1m), ("分", 0.01m),
        ("百万", 1_000_000), ("万", 10_000), ("千", 1_000), ("亿", 100_000_000), ("圆", 1),
    ];

    /// <summary>Units that a rule may name.</summary>
    public static IReadOnlyList<string> Units { get; } = ["元", "角", "分", "千元", "万元", "百万元", "亿元"];

    /// <summary>Reads, converts and writes an amount; <see langword="null"/> when it is none or too large.</summary>
    public static string? Convert(string text, string unit, string to, int? scale)
    {
        var plain = WidthText.Fold(text).Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).TrimStart('¥', '￥');
        if (plain.StartsWith("人民币", StringComparison.Ordinal))
        {
            plain = plain[3..];
        }
        else if (plain.EndsWith("人民币", StringComparison.Ordinal))
        {
            plain = plain[..^3];
        }

        var factor = YuanOf(unit);
        foreach (var (name, yuan) in Known)
        {
            if (plain.EndsWith(name, StringComparison.Ordinal))
            {
                (plain, factor) = (plain[..^name.Length], yuan);
                break;
            }
        }

        if (!decimal.TryParse(plain, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || Math.Abs(number) > 1_000_000_000_000_000m)
        {
            return null;
        }

        var amount = number * factor / YuanOf(to);
        if (scale is { } decimals)
        {
            return Math.Round(amount, decimals, MidpointRounding.AwayFromZero).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        }

        return amount.ToString("0.############################", CultureInfo.InvariantCulture);
    }

    private static decimal YuanOf(string unit) => Array.Find(Known, known => known.Name == unit).Yuan is > 0 and var yuan ? yuan : 1;
}
