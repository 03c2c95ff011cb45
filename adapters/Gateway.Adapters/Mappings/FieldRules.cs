using System.ComponentModel.DataAnnotations;
using Gateway.Contracts;

namespace Gateway.Adapters.Mappings;

/// <summary>Checks and makes sets of rules: what an options class with rules needs.</summary>
public static class FieldRules
{
    /// <summary>Most source fields of one mapping: a page's drift is kept in one bit a field.</summary>
    public const int MostSources = 64;

    /// <summary>Renames as rules.</summary>
    /// <param name="names">Target to source.</param>
    public static Dictionary<string, FieldRule> Renames(IEnumerable<KeyValuePair<string, string>> names) =>
        names.ToDictionary(pair => pair.Key, pair => FieldRule.Rename(pair.Value), StringComparer.Ordinal);

    /// <summary>Compiles the rules of a feed.</summary>
    /// <param name="schema">The feed's schema.</param>
    /// <param name="rules">Rules by canonical field.</param>
    /// <param name="time">The clock.</param>
    public static RowMapping Compile(FeedSchema schema, IReadOnlyDictionary<string, FieldRule> rules, TimeProvider time) =>
        RowMapping.Compile([.. schema.Fields.Select(field => field.Name)], rules, time);

    /// <summary>What is wrong with the rules of a feed, beyond what each rule says of itself.</summary>
    /// <param name="schema">The feed's schema.</param>
    /// <param name="rules">Rules by canonical field.</param>
    /// <param name="member">Name of the option.</param>
    public static IEnumerable<ValidationResult> Problems(FeedSchema schema, IReadOnlyDictionary<string, FieldRule> rules, string member) =>
        Problems([.. schema.Fields.Select(field => field.Name)], rules, null, member);

    /// <summary>What is wrong with rules, beyond what each rule says of itself.</summary>
    /// <param name="targets">Names that may be made; <see langword="null"/> for any.</param>
    /// <param name="rules">Rules by target.</param>
    /// <param name="sources">Names that may be read; <see langword="null"/> where only the platform knows them.</param>
    /// <param name="member">Name of the option.</param>
    public static IEnumerable<ValidationResult> Problems(
        IReadOnlyCollection<string>? targets, IReadOnlyDictionary<string, FieldRule> rules, IReadOnlyCollection<string>? sources, string member)
    {
        foreach (var target in rules.Keys.Where(target => targets?.Contains(target) == false))
        {
            yield return new ValidationResult($"没有字段“{target}”；可用：{string.Join("、", targets ?? [])}", [member]);
        }

        foreach (var (target, rule) in rules)
        {
            foreach (var source in Read(rule).Where(source => sources?.Contains(source) == false))
            {
                yield return new ValidationResult($"“{target}”的来源字段“{source}”不存在；可用：{string.Join("、", sources ?? [])}", [member]);
            }
        }

        if (rules.Values.SelectMany(Read).Distinct(StringComparer.Ordinal).Count() is > MostSources and var count)
        {
            yield return new ValidationResult($"最多读取 {MostSources} 个来源字段，此处有 {count} 个", [member]);
        }
    }

    private static IEnumerable<string> Read(FieldRule rule) =>
        (rule.From ?? []).Concat((rule.Steps ?? []).Select(step => step.Codes?.On).OfType<string>());
}
