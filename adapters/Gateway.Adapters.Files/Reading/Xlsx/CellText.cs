using System.Globalization;

namespace Gateway.Adapters.Files.Reading.Xlsx;

/// <summary>What a cell says. Pure.</summary>
internal static class CellText
{
    private const int Precise = 15;

    /// <summary>The text of a cell that holds a number, or what is wrong with it.</summary>
    /// <param name="raw">As it stands in the file.</param>
    /// <param name="isDate">Whether it is shown as a date.</param>
    /// <param name="width">Length of the code that should stand here, or 0: leading zeros that were lost are put back.</param>
    /// <param name="from1904">Whether the workbook counts days from 1904.</param>
    public static (string Text, string? Problem) OfNumber(string raw, bool isDate, int width, bool from1904)
    {
        if (isDate && width == 0 && double.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial))
        {
            return DateOf(serial + (from1904 ? 1462 : 0)) is { } date ? (date, null) : (raw, $"数值 {raw} 不是日期");
        }

        if (raw.Length <= Precise && !raw.AsSpan().ContainsAny('E', 'e', '.'))
        {
            return (width > raw.Length && raw.All(char.IsAsciiDigit) ? raw.PadLeft(width, '0') : raw, null);
        }

        if (!decimal.TryParse(raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return (raw, $"数值 {(raw.Length > 30 ? raw[..30] : raw)} 无法读取");
        }

        if (number == decimal.Truncate(number))
        {
            var digits = decimal.Truncate(number).ToString(CultureInfo.InvariantCulture);
            return digits.TrimStart('-').Length > Precise
                ? ("", $"{digits.Length} 位的编号存成了数值，Excel 只保留 {Precise} 位，末位已丢失；请把该列设为文本后重新导出")
                : (width > digits.Length && digits.All(char.IsAsciiDigit) ? digits.PadLeft(width, '0') : digits, null);
        }

        // What a person typed as 0.1 may stand here as 0.10000000000000001.
        return (Math.Round((double)number, Decimals(number)).ToString("0.###############", CultureInfo.InvariantCulture), null);
    }

    private static int Decimals(decimal number)
    {
        var whole = decimal.Truncate(Math.Abs(number)).ToString(CultureInfo.InvariantCulture).Length;
        return Math.Clamp(Precise - whole, 0, 15);
    }

    /// <summary>Day 60 of the 1900 calendar never was; serials after it are days since 30 December 1899.</summary>
    private static string? DateOf(double serial)
    {
        if (serial is < 0 or >= 2_958_466)
        {
            return null;
        }

        var seconds = Math.Round(serial * 86_400);
        var at = new DateTime(1899, 12, 30, 0, 0, 0, DateTimeKind.Unspecified).AddDays(serial is >= 1 and < 60 ? 1 : 0).AddSeconds(seconds);
        return serial < 1
            ? at.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
            : at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
