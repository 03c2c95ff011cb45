using System.Globalization;

namespace Gateway.Benchmarks.Measuring;

/// <summary>What to measure, and with how many rows.</summary>
internal sealed record BenchOptions
{
    public static readonly IReadOnlyList<string> Known = ["P1", "P1b", "P2", "P4", "P5", "P6", "P7", "P9", "P9f", "P12", "P15", "R11"];

    public IReadOnlyList<string> Only { get; init; } = Known;

    /// <summary>Subjects of P1, P1b and P2.</summary>
    public int Rows { get; init; } = 500_000;

    public bool Wants(string id) => Only.Contains(id);

    /// <exception cref="ArgumentException">An option is unknown, or its value is none.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]}: 缺少值 / its value is missing");
            options = arguments[i] switch
            {
                "--only" => options with { Only = Measures(value) },
                "--rows" => options with { Rows = Number(value) },
                _ => throw new ArgumentException($"{arguments[i]}: 没有这个选项 / unknown option"),
            };
        }

        return options;
    }

    private static List<string> Measures(string value)
    {
        var wanted = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = wanted.Except(Known).ToList();
        return unknown.Count == 0
            ? [.. wanted]
            : throw new ArgumentException($"--only {string.Join(',', unknown)}: 只有 / there are only {string.Join(' ', Known)}");
    }

    // The sandbox makes no more subjects than a million.
    private static int Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows is >= 5_000 and <= 1_000_000
            ? rows
            : throw new ArgumentException($"--rows {value}: 5000–1000000");
}
