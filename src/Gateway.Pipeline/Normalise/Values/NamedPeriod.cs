using System.Globalization;

namespace Gateway.Pipeline.Normalise.Values;

/// <summary>Periods that have a name: 全年, 上半年, 第三季度, with or without the year before them.</summary>
internal static class NamedPeriod
{
    public static bool TryRead(ReadOnlySpan<char> text, int planYear, out PeriodReading reading)
    {
        var year = planYear;
        if (text.Length > 5 && text[4] == '年' && int.TryParse(text[..4], NumberStyles.None, CultureInfo.InvariantCulture, out var said))
        {
            year = said;
            text = text[5..];
        }

        var (from, to) = Months(text);
        if (from == 0 || year is < 1900 or > 2999)
        {
            reading = default;
            return false;
        }

        reading = new PeriodReading(PeriodVerdict.Period, new DateOnly(year, from, 1), new DateOnly(year, to, DateTime.DaysInMonth(year, to)));
        return true;
    }

    private static (int From, int To) Months(ReadOnlySpan<char> name) => name switch
    {
        "全年" or "全年度" or "本年度" or "年度" or "年内" or "全年开展" => (1, 12),
        "上半年" => (1, 6),
        "下半年" => (7, 12),
        "一季度" or "第一季度" or "1季度" or "第1季度" => (1, 3),
        "二季度" or "第二季度" or "2季度" or "第2季度" => (4, 6),
        "三季度" or "第三季度" or "3季度" or "第3季度" => (7, 9),
        "四季度" or "第四季度" or "4季度" or "第4季度" => (10, 12),
        _ => (0, 0),
    };
}
