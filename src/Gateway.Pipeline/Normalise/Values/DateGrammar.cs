namespace Gateway.Pipeline.Normalise.Values;

/// <summary>The hot path of <see cref="DateText"/>: year, month and day by hand, since the general parsers try cultures and allocate patterns.</summary>
internal static class DateGrammar
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public static DateReading Of(DateTime moment, bool withTime) =>
        Of(moment.Year, moment.Month, moment.Day, withTime ? TimeOnly.FromDateTime(moment) : null);

    public static DateReading Read(ReadOnlySpan<char> text)
    {
        if (text.Length < 8 || !Take(ref text, 4, 4, out var year))
        {
            return DateReading.Invalid;
        }

        int month, day;
        if (char.IsAsciiDigit(text[0]))
        {
            if (!Take(ref text, 2, 2, out month) || !Take(ref text, 2, 2, out day))
            {
                return DateReading.Invalid;
            }
        }
        else if (!TakeParted(ref text, out month, out day))
        {
            return DateReading.Invalid;
        }

        if (text.IsEmpty)
        {
            return Of(year, month, day, null);
        }

        var date = Of(year, month, day, null);
        return date.Verdict == DateVerdict.Invalid || !ReadTime(text, out var time, out var offset)
            ? DateReading.Invalid
            : date.Date is { } d && offset is { } away ? Shift(d, time, away) : date with { Time = date.Date is null ? null : time };
    }

    private static DateReading Of(int year, int month, int day, TimeOnly? time)
    {
        if (year is 2099 or 9999 && month == 12 && day == 31)
        {
            return DateReading.OpenEnd;
        }

        return year is >= 1900 and <= 2999 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateReading(DateVerdict.Date, new DateOnly(year, month, day), time)
            : DateReading.Invalid;
    }

    private static DateReading Shift(DateOnly date, TimeOnly time, TimeSpan offset) =>
        Of(new DateTimeOffset(date.ToDateTime(time), offset).ToOffset(China).DateTime, withTime: true);

    /// <summary>Month and day after their separators: the same one twice, or 年 and 月 with an optional 日.</summary>
    private static bool TakeParted(ref ReadOnlySpan<char> text, out int month, out int day)
    {
        day = 0;
        var separator = text[0];
        text = text[1..];
        if (separator is not ('-' or '/' or '.' or '年') || !Take(ref text, 1, 2, out month) || text.IsEmpty
            || text[0] != (separator == '年' ? '月' : separator))
        {
            month = 0;
            return false;
        }

        text = text[1..];
        if (!Take(ref text, 1, 2, out day))
        {
            return false;
        }

        if (separator == '年' && !text.IsEmpty && text[0] is '日' or '号')
        {
            text = text[1..];
        }

        return true;
    }

    /// <summary>A time of day after a blank or T, or six digits glued to the date; seconds, fraction and offset are optional.</summary>
    private static bool ReadTime(ReadOnlySpan<char> text, out TimeOnly time, out TimeSpan? offset)
    {
        time = default;
        offset = null;
        var glued = char.IsAsciiDigit(text[0]);
        if (!glued)
        {
            if (text[0] is not (' ' or 'T'))
            {
                return false;
            }

            text = text[1..];
        }

        var width = glued ? 2 : 1;
        if (!Take(ref text, width, 2, out var hour) || !Colon(ref text, glued) || !Take(ref text, 2, 2, out var minute))
        {
            return false;
        }

        var second = 0;
        if ((glued || (!text.IsEmpty && text[0] == ':')) && (!Colon(ref text, glued) || !Take(ref text, 2, 2, out second)))
        {
            return false;
        }

        if (!text.IsEmpty && text[0] == '.')
        {
            text = text[1..];
            text = text[(text.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : text.Length)..];
        }

        if (hour > 23 || minute > 59 || second > 59 || !ReadOffset(text, out offset))
        {
            return false;
        }

        time = new TimeOnly(hour, minute, second);
        return true;
    }

    private static bool ReadOffset(ReadOnlySpan<char> text, out TimeSpan? offset)
    {
        offset = text is "Z" or "z" ? TimeSpan.Zero : null;
        if (text.IsEmpty || offset is not null)
        {
            return true;
        }

        var sign = text[0];
        text = text[1..];
        if (sign is not ('+' or '-') || !Take(ref text, 2, 2, out var hours) || hours > 14)
        {
            return false;
        }

        var minutes = 0;
        if (!text.IsEmpty && ((text[0] == ':' && !Colon(ref text, false)) || !Take(ref text, 2, 2, out minutes) || minutes > 59))
        {
            return false;
        }

        var span = new TimeSpan(hours, minutes, 0);
        offset = sign == '-' ? -span : span;
        return text.IsEmpty && span <= TimeSpan.FromHours(14);
    }

    private static bool Colon(ref ReadOnlySpan<char> text, bool glued)
    {
        if (glued)
        {
            return true;
        }

        if (text.IsEmpty || text[0] != ':')
        {
            return false;
        }

        text = text[1..];
        return true;
    }

    /// <summary>Between so many and so many digits from the front.</summary>
    private static bool Take(ref ReadOnlySpan<char> text, int least, int most, out int value)
    {
        value = 0;
        var i = 0;
        while (i < most && i < text.Length && char.IsAsciiDigit(text[i]))
        {
            value = (value * 10) + (text[i++] - '0');
        }

        text = text[i..];
        return i >= least;
    }
}
