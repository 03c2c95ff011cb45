using Gateway.Pipeline.Normalise;
using Gateway.Pipeline.Normalise.Values;

namespace Gateway.Pipeline.Checklists.Compile;

/// <summary>One 设定依据 out of those of several departments.</summary>
internal static class BasisText
{
    /// <summary>Each once, in the order given; a law without an article is left out where another department cites the article.</summary>
    public static string Of(IEnumerable<string?> bases)
    {
        var all = TextChoice.Distinct(bases);
        var cited = all.Where(x => ArticleCitation.IsIn(x)).Select(TextFold.Key).ToList();
        return string.Join('；', all.Where(x => ArticleCitation.IsIn(x) || !cited.Exists(y => y.Contains(TextFold.Key(x), StringComparison.Ordinal))));
    }
}
