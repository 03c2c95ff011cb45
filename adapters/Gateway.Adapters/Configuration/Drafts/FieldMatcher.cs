using Gateway.Adapters.Configuration.Settings;
using Gateway.Adapters.Mappings.Steps;
using Gateway.Contracts;

namespace Gateway.Adapters.Configuration.Drafts;

/// <summary>A field of a feed and the source field that looks like it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Source">Name of the source field; <see langword="null"/> when none looks like it.</param>
/// <param name="Doubt">Why a person should look at it; <see langword="null"/> when the names are the same.</param>
internal sealed record FieldMatch(FeedField Field, string? Source, string? Doubt);

/// <summary>Matches names of a platform with the fields of a feed. Each source field is used once, where it fits best.</summary>
internal static class FieldMatcher
{
    public static IReadOnlyList<FieldMatch> Match(FeedSchema schema, IReadOnlyList<string> sources)
    {
        var names = schema.Fields.ToDictionary(field => field, field => FieldAliases.Of(schema.Feed, field).Select(Plain).Distinct(StringComparer.Ordinal).ToList());
        var found = new Dictionary<FeedField, (string Source, int Rank)>();
        var pairs = schema.Fields.SelectMany(field => sources.Select(source => (field, source, rank: Rank(names[field], Plain(source)))))
            .Where(pair => pair.rank < NoMatch).OrderBy(pair => pair.rank);
        foreach (var (field, source, rank) in pairs)
        {
            if (!found.ContainsKey(field) && !found.Values.Any(taken => taken.Source == source))
            {
                found[field] = (source, rank);
            }
        }

        return [.. schema.Fields.Select(field => found.TryGetValue(field, out var match) ? new FieldMatch(field, match.Source, Doubt(match.Rank)) : new FieldMatch(field, null, null))];
    }

    private const int Initials = 100;
    private const int Contained = 200;
    private const int Near = 300;
    private const int NoMatch = 1000;

    // Below 100 the names are the same, by place in the list of aliases; the rest is for a person to confirm.
    private static int Rank(List<string> names, string source)
    {
        var same = names.IndexOf(source);
        if (same >= 0)
        {
            // Three letters of pinyin may stand for many words.
            return source.Length <= 3 && source.All(char.IsAsciiLetterLower) && same > 1 ? Initials + same : same;
        }

        var part = names.FindIndex(name => Long(name) && Long(source) && (source.Contains(name, StringComparison.Ordinal) || name.Contains(source, StringComparison.Ordinal)));
        if (part >= 0)
        {
            return Contained + part;
        }

        return source.Length >= 5 && names.Exists(name => name.Length >= 5 && SettingName.Distance(name, source) <= Math.Max(name.Length, source.Length) / 5) ? Near : NoMatch;
    }

    private static string? Doubt(int rank) => rank switch
    {
        < Initials => null,
        < Contained => "按拼音首字母猜测",
        < Near => "名称部分相同",
        _ => "名称相近",
    };

    // Two Chinese characters say as much as five letters.
    private static bool Long(string name) => name.Length >= (name.All(char.IsAscii) ? 5 : 3);

    private static string Plain(string name) =>
        new([.. WidthText.Fold(name).ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter))]);
}
