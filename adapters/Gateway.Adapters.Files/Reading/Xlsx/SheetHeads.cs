namespace Gateway.Adapters.Files.Reading.Xlsx;

/// <summary>
/// Names of columns from one or two lines of heads. In two lines, a head merged over several columns stands over the first of them only,
/// and one merged downwards stands above; a name below is used alone where it is the only one of its kind, otherwise as <c>above.below</c>.
/// </summary>
internal static class SheetHeads
{
    public static IReadOnlyList<string> Of(IReadOnlyList<string> line) => [.. line.Select(Clean)];

    public static IReadOnlyList<string> Of(IReadOnlyList<string> above, IReadOnlyList<string> below)
    {
        var columns = Math.Max(above.Count, below.Count);
        var (tops, bottoms) = (new string[columns], new string[columns]);
        var last = "";
        for (var i = 0; i < columns; i++)
        {
            var own = i < above.Count ? Clean(above[i]) : "";
            bottoms[i] = i < below.Count ? Clean(below[i]) : "";
            last = own.Length > 0 ? own : bottoms[i].Length > 0 ? last : "";
            tops[i] = last;
        }

        return
        [
            .. Enumerable.Range(0, columns).Select(i => bottoms[i].Length == 0
                ? tops[i]
                : bottoms.Count(name => name == bottoms[i]) == 1 || tops[i].Length == 0 ? bottoms[i] : $"{tops[i]}.{bottoms[i]}"),
        ];
    }

    // Heads are broken into lines to fit.
    private static string Clean(string head) => head.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Trim();
}
