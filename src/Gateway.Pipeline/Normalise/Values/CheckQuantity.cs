namespace Gateway.Pipeline.Normalise.Values;

/// <summary>
/// 检查数量（比例、频次） in one cell: 10-20%, 60-70家, 不低于0.5%, 10% (20户), 3%;2次/年, =1, 2‰, 每年对三级…≥50%，二级…≥30%…;1次/年. Every number is
/// read with the words around it; what has no meaning here (三级, 2026年) is passed over.
/// </summary>
public static class CheckQuantity
{
    private static readonly string[] LeftToCircumstances =
        ["实际", "视情", "按需", "酌情", "另行", "随机确定", "不设上限", "适当", "一定比例", "待定"];

    public static CheckQuantityReading Read(string? text)
    {
        var raw = text ?? string.Empty;
        var key = TextFold.Key(raw);
        if (key.Length == 0 || key is "N/A" or "-" or "/" or "无")
        {
            return new CheckQuantityReading(CheckQuantityVerdict.Absent, null, null, null, raw);
        }

        var found = new QuantityParts();
        var position = 0;
        while (QuantityToken.TryNext(key, ref position, out var token))
        {
            found.Add(token, key);
        }

        if (!found.Any && (key.Contains("全覆盖", StringComparison.Ordinal) || key.Contains("全部", StringComparison.Ordinal) || key is "全检" or "全数"))
        {
            found.AddRatio(QuantityRange.Exactly(1));
        }

        return new CheckQuantityReading(Verdict(found, key), found.Number, found.Ratio, found.Frequency, raw);
    }

    private static CheckQuantityVerdict Verdict(QuantityParts found, string key)
    {
        if (found.Wrong)
        {
            return CheckQuantityVerdict.Unparsed;
        }

        if (found.Any)
        {
            return found.SeveralOfAKind ? CheckQuantityVerdict.Several : CheckQuantityVerdict.Parsed;
        }

        foreach (var word in LeftToCircumstances)
        {
            if (key.Contains(word, StringComparison.Ordinal))
            {
                return CheckQuantityVerdict.ByCircumstances;
            }
        }

        return CheckQuantityVerdict.Unparsed;
    }
}
