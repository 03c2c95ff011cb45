namespace Gateway.Benchmarks.Measuring;

/// <summary>One line of the report.</summary>
/// <param name="Id">As in the design: P1, P1b …</param>
/// <param name="Work">What was done, Chinese.</param>
/// <param name="Baseline">Against what, Chinese.</param>
/// <param name="Unit">Of <paramref name="Ours"/> and <paramref name="Theirs"/>.</param>
/// <param name="Ours">Every single value.</param>
/// <param name="Theirs">Every single value of the baseline; empty where there is none.</param>
/// <param name="Figure">What is compared with the target: the median over the pairs.</param>
/// <param name="Goal">The target.</param>
/// <param name="Note">What a reader must know to judge the number.</param>
internal sealed record Measurement(
    string Id, string Work, string Baseline, string Unit, IReadOnlyList<double> Ours, IReadOnlyList<double> Theirs, double Figure, Goal Goal,
    string Note = "")
{
    public bool Reached => Goal.AtLeast ? Figure >= Goal.Value : Figure <= Goal.Value;
}

/// <summary>A target and how it is written.</summary>
internal sealed record Goal(double Value, bool AtLeast, Scale Scale)
{
    public static Goal Share(double least) => new(least, true, Scale.Percent);

    public static Goal Times(double least) => new(least, true, Scale.Factor);

    public static Goal Most(double most, Scale scale) => new(most, false, scale);

    public string Text => $"{(AtLeast ? "≥" : "≤")} {Write(Value)}";

    public string Write(double value) => Scale switch
    {
        Scale.Percent => $"{value * 100:0.#} %",
        Scale.Factor => $"{value:0.##}×",
        Scale.Seconds => $"{value:0.##} s",
        Scale.Megabytes => $"{value:0} MB",
        Scale.MegabytesPerSecond => $"{value:0} MB/s",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

internal enum Scale
{
    Percent,
    Factor,
    Seconds,
    Megabytes,
    MegabytesPerSecond,
}

internal static class Statistics
{
    public static double Median(this IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>The median of the pairs' ratios: what slowed both halves of a pair cancels out.</summary>
    public static double MedianRatio(IReadOnlyList<double> above, IReadOnlyList<double> below) =>
        above.Zip(below, (x, y) => x / y).Median();
}
