using System.Globalization;

namespace Gateway.Pipeline.Normalise.Values;

/// <summary>One end of a period: a day, a month or a year, as the days it spans.</summary>
internal readonly record struct PeriodEnd(DateOnly First, DateOnly Last)
{
    /// <summary>Takes one end from the front of a key; the year is that of the end before, and moves on when this one names its own.</summary>
    public static bool TryTake(ref ReadOnlySpan<char> text, ref int year, out PeriodEnd end)
    {
        end = default;
        if (text.StartsWith("次年"))
        {
            year++;
            text = text[2..];
        }
        else if (text.StartsWith("当年") || text.StartsWith("本年"))
        {
            text = text[2..];
        }

        var digits = Digits(text);
        if (digits == 4 || digits == 8)
        {
            return TryTakeYear(ref text, ref year, out end);
        }

        if (digits is not (1 or 2))
        {
            return false;
        }

        var month = Take(ref text, digits);
        if (text.IsEmpty || text[0] is not ('月' or '.' or '/'))
        {
            return false;
        }

        return TryTakeDay(ref text, year, month, out end);
    }

    private static bool TryTakeYear(ref ReadOnlySpan<char> text, ref int year, out PeriodEnd end)
    {
        end = default;
        var glued = Digits(text) == 8;
        year = Take(ref text, 4);
        if (year is < 1900 or > 2999)
        {
            return false;
        }

        if (!glued && (text.IsEmpty || text[0] == '年'))
        {
            text = text.IsEmpty ? text : text[1..];
            if (Digits(text) is not (1 or 2))
            {
                end = new PeriodEnd(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
                return true;
            }
        }
        else if (!glued && text[0] is '-' or '/' or '.')
        {
            text = text[1..];
        }
        else if (!glued)
        {
            return false;
        }

        var digits = glued ? 2 : Digits(text);
        return digits is 1 or 2 && TryTakeDay(ref text, year, Take(ref text, digits), out end);
    }

    /// <summary>The day after a month, with or without the mark between them; without a day it is the whole month.</summary>
    private static bool TryTakeDay(ref ReadOnlySpan<char> text, int year, int month, out PeriodEnd end)
    {
        end = default;
        if (month is < 1 or > 12)
        {
            return false;
        }

        var days = DateTime.DaysInMonth(year, month);
        var marked = !text.IsEmpty && text[0] is '月' or '-' or '/' or '.';
        var after = marked ? text[1..] : text;
        var digits = marked && text[0] == '-' && Digits(after) > 2 ? 0 : Digits(after);
        if (digits is 1 or 2 && !IsMonth(after, digits))
        {
            var day = Take(ref after, digits);
            text = after.Length > 0 && after[0] is '日' or '号' ? after[1..] : after;
            if (day < 1 || day > days)
            {
                return false;
            }

            end = new PeriodEnd(new DateOnly(year, month, day), new DateOnly(year, month, day));
            return true;
        }

        text = marked && text[0] == '月' ? after.TrimStart("份") : text;
        end = new PeriodEnd(new DateOnly(year, month, 1), new DateOnly(year, month, days));
        return true;
    }

    /// <summary>2026年1-11月: what follows the dash is a month, not a day.</summary>
    private static bool IsMonth(ReadOnlySpan<char> text, int digits) => text.Length > digits && text[digits] == '月';

    private static int Digits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : text.Length;

    private static int Take(ref ReadOnlySpan<char> text, int digits)
    {
        var value = int.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
        text = text[digits..];
        return value;
    }
}
