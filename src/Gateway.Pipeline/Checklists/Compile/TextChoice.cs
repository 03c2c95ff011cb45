using Gateway.Pipeline.Normalise.Values;

namespace Gateway.Pipeline.Checklists.Compile;

/// <summary>Of several ways in which departments write the same text, the one that a list prints; it depends on the set, never on its order.</summary>
internal static class TextChoice
{
    /// <summary>The most frequent, of equals the one nearest to its key (simplified, half width), then the ordinally first; empty when there is none.</summary>
    public static string Best(IEnumerable<string?> texts) =>
        texts.Select(x => TextFold.Clean(x ?? "")).Where(x => x.Length > 0)
            .GroupBy(x => x, StringComparer.Ordinal)
            .OrderByDescending(x => x.Count())
            .ThenBy(x => Distance(x.Key))
            .ThenBy(x => x.Key, StringComparer.Ordinal)
            .FirstOrDefault()?.Key ?? "";

    /// <summary>Different texts in the order given, each once after folding.</summary>
    public static IReadOnlyList<string> Distinct(IEnumerable<string?> texts) =>
        [.. texts.Select(x => TextFold.Clean(x ?? "")).Where(x => x.Length > 0).DistinctBy(TextFold.Key, StringComparer.Ordinal)];

    private static int Distance(string text) => text.Count(x => TextFold.Key(x.ToString()) is not [var folded] || folded != x);
}
