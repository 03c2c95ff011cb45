using Gateway.Adapters.Mappings.Steps;

namespace Gateway.Adapters.Mappings;

/// <summary>A row after mapping.</summary>
/// <param name="Values">One value a target, at the places of <see cref="RowMapping.Targets"/>; fields with a problem are <see langword="null"/>.</param>
/// <param name="Problem">Why the row can't be taken as it is, in Chinese with values masked; the first of them. Otherwise <see langword="null"/>.</param>
public readonly record struct MappedRow(string?[] Values, string? Problem);

/// <summary>
/// Makes rows of one set of names into rows of another: a source's rows into the fields of a feed, or the fields of a result into a
/// platform's columns. Compiled once, pure, safe for concurrent use; a rule that only renames costs a copy.
/// </summary>
public sealed class RowMapping
{
    private readonly CompiledRule[] _rules;

    private RowMapping(IReadOnlyList<string> targets, IReadOnlyDictionary<string, FieldRule> rules, TimeProvider time)
    {
        Targets = targets;
        Rules = rules;
        var sources = new List<string>();
        var places = targets.Select((name, place) => (name, place)).ToDictionary(target => target.name, target => target.place, StringComparer.Ordinal);
        _rules = [.. rules.Select(rule => new CompiledRule(rule.Key, PlaceOf(places, rule.Key), rule.Value, SourcePlace, time)).OrderBy(rule => rule.Place)];
        Sources = sources;
        IsRename = Array.TrueForAll(_rules, rule => rule.Rename >= 0) && _rules.Length == sources.Count;

        int SourcePlace(string name)
        {
            var known = sources.IndexOf(name);
            if (known >= 0)
            {
                return known;
            }

            sources.Add(name);
            return sources.Count - 1;
        }
    }

    /// <summary>Names that are read, in the order in which <see cref="Map"/> wants their values.</summary>
    public IReadOnlyList<string> Sources { get; }

    /// <summary>Names that are made.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>Whether every rule is a rename of a source of its own.</summary>
    public bool IsRename { get; }

    /// <summary>The rules, by target.</summary>
    internal IReadOnlyDictionary<string, FieldRule> Rules { get; }

    /// <summary>Compiles rules that <see cref="FieldRules"/> found no fault with.</summary>
    /// <param name="targets">Names that rows have after mapping, in order; one without a rule stays <see langword="null"/>.</param>
    /// <param name="rules">Rules by target.</param>
    /// <param name="time">The clock, for codes that hold from a day on.</param>
    /// <exception cref="ArgumentException">A rule is for no target, or can't be compiled.</exception>
    public static RowMapping Compile(IReadOnlyList<string> targets, IReadOnlyDictionary<string, FieldRule> rules, TimeProvider time) =>
        new(targets, rules, time);

    /// <summary>Maps a row. Never throws for what the values hold.</summary>
    /// <param name="values">Values by place of <see cref="Sources"/>.</param>
    public MappedRow Map(ReadOnlySpan<string?> values)
    {
        var mapped = new string?[Targets.Count];
        string? problem = null;
        foreach (var rule in _rules)
        {
            if (rule.Rename >= 0)
            {
                mapped[rule.Place] = values[rule.Rename];
                continue;
            }

            mapped[rule.Place] = rule.Apply(values, out var wrong);
            problem ??= wrong;
        }

        return new MappedRow(mapped, problem);
    }

    private static int PlaceOf(Dictionary<string, int> places, string target) =>
        places.TryGetValue(target, out var place) ? place : throw new ArgumentException($"没有目标字段“{target}”", nameof(target));
}
