namespace Gateway.Pipeline.Normalise.Values;

/// <summary>
/// Periods of work plans (检查起止时间): 3月—12月, 2026年1月1日 -2026年12月31日, 2026年1月—11月, 全年, 上半年, 三季度, 12月底前. An end without a
/// year takes the one before it, the first one the plan's. A month begins on its first and ends on its last day.
/// </summary>
public static class PeriodText
{
    public static PeriodReading Read(string? text, int planYear)
    {
        var key = TextFold.Key(text ?? string.Empty);
        if (key.Length == 0 || key is "N/A" or "-" or "/" or "无")
        {
            return PeriodReading.Absent;
        }

        if (planYear is < 1900 or > 2999)
        {
            throw new ArgumentOutOfRangeException(nameof(planYear), planYear, "A plan's year is between 1900 and 2999.");
        }

        ReadOnlySpan<char> rest = key;
        rest = rest.StartsWith("自") || rest.StartsWith("从") ? rest[1..] : rest;
        var year = planYear;
        if (NamedPeriod.TryRead(rest, planYear, out var named))
        {
            return named;
        }

        if (!PeriodEnd.TryTake(ref rest, ref year, out var first))
        {
            return PeriodReading.Unparsed;
        }

        if (rest.IsEmpty)
        {
            return Of(first.First, first.Last);
        }

        if (IsBefore(rest))
        {
            return new PeriodReading(PeriodVerdict.Until, null, first.Last);
        }

        if (!TakeSeparator(ref rest))
        {
            return PeriodReading.Unparsed;
        }

        return PeriodEnd.TryTake(ref rest, ref year, out var second) && (rest.IsEmpty || IsEndMark(rest))
            ? Of(first.First, second.Last)
            : PeriodReading.Unparsed;
    }

    private static PeriodReading Of(DateOnly from, DateOnly to) =>
        to < from ? PeriodReading.Unparsed : new PeriodReading(PeriodVerdict.Period, from, to);

    /// <summary>Dashes of every kind are one dash in the key; a doubled one (——) is still one separator.</summary>
    private static bool TakeSeparator(ref ReadOnlySpan<char> rest)
    {
        var trimmed = rest.TrimStart("-~至到起");
        var taken = trimmed.Length < rest.Length;
        rest = trimmed;
        return taken;
    }

    private static bool IsBefore(ReadOnlySpan<char> rest) => rest is "前" or "底前" or "底" or "止" or "之前" or "以前" or "前完成" or "底前完成";

    private static bool IsEndMark(ReadOnlySpan<char> rest) => rest is "止" or "底" or "底前" or "前" or "期间" or "末";
}
