namespace Gateway.Pipeline.Normalise.Values;

/// <summary>What the tokens of one check quantity add up to.</summary>
internal sealed class QuantityParts
{
    private static readonly string[] AtLeastBefore =
        ["不低于", "不少于", "不小于", "不得低于", "不得少于", "至少", "≥", ">=", "大于等于", "达到", "超过", ">", "高于", "多于"];
    private static readonly string[] AtMostBefore =
        ["不超过", "不高于", "不多于", "不大于", "不得超过", "不得高于", "至多", "最多", "≤", "<=", "小于等于", "低于", "少于", "<"];

    private static readonly string[] AtLeastAfter = ["以上", "及以上", "或以上", "起"];
    private static readonly string[] AtMostAfter = ["以下", "及以下", "以内", "之内"];

    private static readonly (string Word, FrequencyPeriod Period)[] Periods =
    [
        ("半年", FrequencyPeriod.HalfYear), ("季度", FrequencyPeriod.Quarter), ("季", FrequencyPeriod.Quarter), ("年度", FrequencyPeriod.Year),
        ("年", FrequencyPeriod.Year), ("月", FrequencyPeriod.Month), ("周", FrequencyPeriod.Week), ("日", FrequencyPeriod.Day), ("天", FrequencyPeriod.Day),
    ];

    public QuantityRange? Number { get; private set; }

    public QuantityRange? Ratio { get; private set; }

    public CheckFrequency? Frequency { get; private set; }

    public bool SeveralOfAKind { get; private set; }

    public bool Wrong { get; private set; }

    public bool Any => Number is not null || Ratio is not null || Frequency is not null;

    public void Add(QuantityToken token, string key)
    {
        var before = key.AsSpan(0, token.Start);
        var after = key.AsSpan(token.End);
        var hundredths = before.EndsWith("百分之");
        var thousandths = before.EndsWith("千分之");
        before = hundredths || thousandths ? before[..^3] : before;
        var unit = hundredths ? QuantityUnit.Percent : thousandths ? QuantityUnit.PerMille : token.Unit;
        Wrong |= token.First > token.Last;
        switch (unit)
        {
            case QuantityUnit.Percent:
                AddRatio(Range(token, before, after, 100));
                break;
            case QuantityUnit.PerMille:
                AddRatio(Range(token, before, after, 1000));
                break;
            case QuantityUnit.Objects:
                AddNumber(Range(token, before, after, 1));
                break;
            case QuantityUnit.Times:
                var years = YearsBefore(before);
                AddFrequency(new CheckFrequency(Range(token, before, after, years), years > 1 ? FrequencyPeriod.Year : PeriodAround(before, after)));
                break;
            case QuantityUnit.None when StandsAlone(before, after):
                AddNumber(Range(token, before, after, 1));
                break;
            case QuantityUnit.None or QuantityUnit.Other:
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    public void AddRatio(QuantityRange range)
    {
        Wrong |= range.Least > 1 || range.Most > 1;
        SeveralOfAKind |= Ratio is { } other && other != range;
        Ratio = Ratio?.Span(range) ?? range;
    }

    private void AddNumber(QuantityRange range)
    {
        SeveralOfAKind |= Number is { } other && other != range;
        Number = Number?.Span(range) ?? range;
    }

    private void AddFrequency(CheckFrequency frequency)
    {
        SeveralOfAKind |= Frequency is { } other && other != frequency;
        Frequency ??= frequency;
    }

    private static QuantityRange Range(QuantityToken token, ReadOnlySpan<char> before, ReadOnlySpan<char> after, decimal divisor)
    {
        var (first, last) = (token.First / divisor, token.Last / divisor);
        if (token.IsRange)
        {
            return new QuantityRange(first, last);
        }

        // 不低于 ends with 低于 and 不超过 with 超过: the longer word decides.
        var least = LongestEnd(before, AtLeastBefore);
        var most = LongestEnd(before, AtMostBefore);
        if (least > most || (most == 0 && StartsWithAny(after, AtLeastAfter)))
        {
            return new QuantityRange(first, null);
        }

        return most > 0 || StartsWithAny(after, AtMostAfter) ? new QuantityRange(null, first) : QuantityRange.Exactly(first);
    }

    /// <summary>2次/年, 每年2次, 每年不少于2次, 一年一次.</summary>
    private static FrequencyPeriod PeriodAround(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        var slashed = after.TrimStart("/每");
        if (slashed.Length < after.Length)
        {
            foreach (var (word, period) in Periods)
            {
                if (slashed.StartsWith(word))
                {
                    return period;
                }
            }
        }

        for (var at = before.Length - 1; at >= 0; at--)
        {
            if (before[at] is not ('每' or '一'))
            {
                continue;
            }

            foreach (var (word, period) in Periods)
            {
                if (before[(at + 1)..].TrimStart('个').StartsWith(word))
                {
                    return period;
                }
            }
        }

        return FrequencyPeriod.Plan;
    }

    /// <summary>两年一次, 每3年1次: once in so many years, which is a fraction of a time each year. The 6 of 2026年 is none.</summary>
    private static int YearsBefore(ReadOnlySpan<char> before)
    {
        if (before.Length < 2 || before[^1] != '年' || (before.Length > 2 && char.IsAsciiDigit(before[^3])))
        {
            return 1;
        }

        return before[^2] switch
        {
            '两' or '二' or '2' => 2,
            '三' or '3' => 3,
            '四' or '4' => 4,
            '五' or '5' => 5,
            _ => 1,
        };
    }

    /// <summary>A number without a unit counts only where nothing but a sign is around it: =1, 20; not the 3 of A3.</summary>
    private static bool StandsAlone(ReadOnlySpan<char> before, ReadOnlySpan<char> after) =>
        (after.IsEmpty || after[0] is ';' or ',' or '(')
        && (before.IsEmpty || before[^1] is '=' or '≥' or '≤' or '>' or '<' or ';' or ':' or '为' or '(' || LongestEnd(before, AtLeastBefore) > 0
            || LongestEnd(before, AtMostBefore) > 0);

    private static int LongestEnd(ReadOnlySpan<char> text, string[] words)
    {
        var longest = 0;
        foreach (var word in words)
        {
            if (word.Length > longest && text.EndsWith(word))
            {
                longest = word.Length;
            }
        }

        return longest;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.StartsWith(word))
            {
                return true;
            }
        }

        return false;
    }
}
