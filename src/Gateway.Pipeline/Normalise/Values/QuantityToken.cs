using System.Globalization;

namespace Gateway.Pipeline.Normalise.Values;

internal enum QuantityUnit
{
    None,
    Percent,
    PerMille,
    Objects,
    Times,
    Other,
}

/// <summary>A number or a range in the text, its unit, and where it begins and ends, so that the words around can be read.</summary>
internal readonly record struct QuantityToken(decimal First, decimal Last, bool IsRange, QuantityUnit Unit, int Start, int End)
{
    private const string ChineseDigits = "零一二三四五六七八九十";

    public static bool TryNext(string key, ref int position, out QuantityToken token)
    {
        while (position < key.Length)
        {
            var start = position;
            var i = start;
            if (!TryNumber(key, ref i, out var first))
            {
                position++;
                continue;
            }

            var unit = UnitAt(key, ref i);
            var (last, isRange) = (first, false);
            var after = i;
            if (after < key.Length && key[after] is '-' or '~' or '至' or '到')
            {
                after++;
                if (TryNumber(key, ref after, out var second))
                {
                    var secondUnit = UnitAt(key, ref after);
                    (last, isRange, i) = (second, true, after);
                    unit = secondUnit == QuantityUnit.None ? unit : secondUnit;
                }
            }

            position = i;
            token = new QuantityToken(first, last, isRange, unit, start, i);
            return true;
        }

        token = default;
        return false;
    }

    /// <summary>ASCII digits with an optional fraction; 百分之 before it counts as its unit; a Chinese numeral up to 十 only right before 次.</summary>
    private static bool TryNumber(string key, ref int i, out decimal value)
    {
        var end = i;
        while (end < key.Length && (char.IsAsciiDigit(key[end]) || (key[end] == '.' && end > i && end + 1 < key.Length && char.IsAsciiDigit(key[end + 1]))))
        {
            end++;
        }

        if (end > i && end - i <= 12 && decimal.TryParse(key.AsSpan(i, end - i), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value))
        {
            i = end;
            return true;
        }

        value = i < key.Length ? key[i] == '两' ? 2 : ChineseDigits.IndexOf(key[i]) : -1;
        if (value > 0 && i + 1 < key.Length && key[i + 1] is '次' or '轮' or '遍')
        {
            i++;
            return true;
        }

        return false;
    }

    private static QuantityUnit UnitAt(string key, ref int i)
    {
        if (i == key.Length)
        {
            return QuantityUnit.None;
        }

        var unit = key[i] switch
        {
            '%' => QuantityUnit.Percent,
            '‰' => QuantityUnit.PerMille,
            '家' or '户' or '个' or '辆' or '人' or '所' or '处' or '台' or '项' or '批' or '件' or '座' or '间' or '名' or '条' or '艘' => QuantityUnit.Objects,
            '次' or '轮' or '遍' => QuantityUnit.Times,
            '年' or '月' or '日' or '级' or '类' or '号' or '天' or '季' or '周' or '星' or '万' or '元' => QuantityUnit.Other,
            _ => QuantityUnit.None,
        };
        if (unit == QuantityUnit.Objects && key[i] == '个' && i + 1 < key.Length && key[i + 1] is '月' or '季' or '工' or '百')
        {
            unit = QuantityUnit.Other;
        }

        i += unit == QuantityUnit.None ? 0 : 1;
        return unit;
    }
}
