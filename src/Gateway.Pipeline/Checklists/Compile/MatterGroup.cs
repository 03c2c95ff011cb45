using Gateway.Pipeline.Checklists.Rules;

namespace Gateway.Pipeline.Checklists.Compile;

/// <summary>Matters that are one: the same name and object, whichever departments have them.</summary>
internal sealed record MatterGroup(string NameKey, string ObjectKey, IReadOnlyList<ForceMatter> Members)
{
    public IReadOnlyList<Organ> Organs { get; } =
        [.. Members.Select(x => x.Organ).DistinctBy(x => x.Key).OrderBy(x => x.Department.Code, StringComparer.Ordinal).ThenBy(x => x.Key, StringComparer.Ordinal)];

    /// <summary>Only what two or more departments have is cross-department.</summary>
    public bool IsShared => Organs.Count > 1;

    public static IReadOnlyList<MatterGroup> Of(IEnumerable<ForceMatter> matters) =>
        [.. matters.GroupBy(x => (x.NameKey, x.ObjectKey))
            .OrderBy(x => x.Key.NameKey, StringComparer.Ordinal).ThenBy(x => x.Key.ObjectKey, StringComparer.Ordinal)
            .Select(x => new MatterGroup(x.Key.NameKey, x.Key.ObjectKey, [.. x.OrderBy(y => y.Row.Identity, StringComparer.Ordinal)]))];

    /// <summary>The strongest claims on the group, one a field, the most specific first; of code prefixes only the longest counts.</summary>
    public IReadOnlyList<Claim> Claims(FieldRules rules)
    {
        var claims = rules.All.Select(rule => Members.Select(x => rule.Judge(x.Texts)).MaxBy(x => (x.Evidence, x.Weight)))
            .Where(x => x.Evidence != Evidence.None).ToList();
        var strongest = claims.Select(x => x.Evidence).DefaultIfEmpty().Max();
        var longestCode = strongest == Evidence.Code ? claims.Where(x => x.Evidence == strongest).Max(x => x.Weight) : 0;
        return [.. claims.Where(x => x.Evidence == strongest && x.Weight >= longestCode)
            .OrderByDescending(x => x.Weight).ThenBy(x => x.Rule.Order).ThenBy(x => x.Rule.Field, StringComparer.Ordinal)];
    }
}
