namespace Gateway.Adapters.Mappings.Steps;

/// <summary>A rule ready to run: places instead of names.</summary>
internal sealed class CompiledRule
{
    private readonly FieldRule _rule;
    private readonly string _target;
    private readonly int[] _from;
    private readonly CompiledStep[] _each;
    private readonly string? _join;
    private readonly CompiledStep[] _after;

    public CompiledRule(string target, int place, FieldRule rule, Func<string, int> placeOf, TimeProvider time)
    {
        (_target, Place, _rule) = (target, place, rule);
        _from = [.. (rule.From ?? []).Select(placeOf)];
        var steps = rule.Steps ?? [];
        var collapse = _from.Length > 1 ? steps.TakeWhile(step => !step.Collapses).Count() : 0;
        _join = steps.ElementAtOrDefault(collapse)?.Join?.With;
        _each = [.. steps.Take(collapse).Select(step => StepCompiler.Compile(step, placeOf, time))];
        _after = [.. steps.Skip(collapse).Where(step => !step.Collapses).Select(step => StepCompiler.Compile(step, placeOf, time))];
        Rename = rule.IsRename ? _from[0] : -1;
    }

    /// <summary>Place among the targets.</summary>
    public int Place { get; }

    /// <summary>Place of the only source where nothing is done to it; else -1.</summary>
    public int Rename { get; }

    public string? Apply(ReadOnlySpan<string?> row, out string? problem)
    {
        problem = null;
        var value = _rule.Constant ?? (_from.Length == 1 ? row[_from[0]] : Collapse(row, ref problem));
        var mapped = problem is null ? Run(_after, value, row, out problem) : null;
        if (problem is not null)
        {
            switch (_rule.OnError ?? OnMappingError.Reject)
            {
                case OnMappingError.Reject:
                    problem = $"字段 {_target}：{problem}";
                    return null;
                case OnMappingError.Keep:
                    (problem, mapped) = (null, value);
                    break;
                case OnMappingError.Empty:
                    (problem, mapped) = (null, null);
                    break;
            }
        }

        if (_rule.Required == true && string.IsNullOrWhiteSpace(mapped))
        {
            problem = $"字段 {_target}：必填，但来源 {string.Join("、", _rule.From ?? [])} 为空";
        }

        return mapped;
    }

    private string? Collapse(ReadOnlySpan<string?> row, ref string? problem)
    {
        string? joined = null;
        foreach (var place in _from)
        {
            var value = Run(_each, row[place], row, out var wrong);
            if (wrong is not null && OnError is OnMappingError.Reject)
            {
                problem = wrong;
                return null;
            }

            value = wrong is null ? value : OnError is OnMappingError.Keep ? row[place] : null;
            if (string.IsNullOrEmpty(value))
            {
                continue;
            }

            if (_join is null)
            {
                return value;
            }

            joined = joined is null ? value : joined + _join + value;
        }

        return joined;
    }

    private OnMappingError OnError => _rule.OnError ?? OnMappingError.Reject;

    private static string? Run(CompiledStep[] steps, string? value, ReadOnlySpan<string?> row, out string? problem)
    {
        problem = null;
        foreach (var step in steps)
        {
            if (string.IsNullOrEmpty(value) && !step.ForEmpty)
            {
                continue;
            }

            (value, problem) = step.Apply(value ?? "", row);
            if (problem is not null)
            {
                return null;
            }
        }

        return value;
    }
}
