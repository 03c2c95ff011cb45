using System.Globalization;
using Gateway.Adapters.Configuration.Binding;
using Gateway.Contracts;

namespace Gateway.Adapters.Configuration.Settings;

/// <summary>Makes one level of settings of variables: their names are read along the options class, since case and word breaks are lost in them.</summary>
internal sealed class VariableLevel(List<ConfigurationProblem> problems)
{
    /// <param name="shape">The options class.</param>
    /// <param name="variables">Their paths begin in the class.</param>
    /// <param name="below">The levels below, whose keys a variable may mean.</param>
    public MapNode Of(OptionShape shape, IEnumerable<SettingVariable> variables, MapNode? below) =>
        Object(shape, [.. variables], below, SettingOrigin.Variable(""));

    private MapNode Object(OptionShape shape, IReadOnlyList<SettingVariable> variables, MapNode? below, SettingOrigin origin)
    {
        var entries = new List<SettingEntry>();
        foreach (var group in Groups(variables))
        {
            var property = shape.FindVariable(group.Key);
            if (property is null or { Shape: ValueShape.Raw })
            {
                var known = shape.Properties.Where(known => known.Shape is not ValueShape.Raw)
                    .Select(known => SettingName.Pascal(known.Name)).ToList();
                Unknown(group, group.Key, SettingName.Suggest(group.Key, known));
            }
            else if (Value(property.Shape, [.. group], below?.Find(property.Name)?.Value) is { } value)
            {
                entries.Add(new SettingEntry(property.Name, KeyQuoted: true, value.Origin, value));
            }
        }

        return new MapNode(entries, origin);
    }

    private SettingNode? Value(ValueShape shape, IReadOnlyList<SettingVariable> variables, SettingNode? below)
    {
        var whole = variables.Where(variable => variable.Path.Count == 1).ToList();
        var parts = variables.Where(variable => variable.Path.Count > 1).Select(variable => variable.Below(1)).ToList();
        if (shape is ValueShape.Scalar)
        {
            Unknown(parts, null, "该配置项是单个值，其后不能再有“__…”");
            return whole.Count == 0 ? null : new ScalarNode(whole[0].Value, Quoted: true, whole[0].Origin);
        }

        if (parts.Count == 0 && whole.Count > 0 && ShortForms.TakesScalar(shape))
        {
            return new ScalarNode(whole[0].Value, Quoted: true, whole[0].Origin);
        }

        Unknown(whole, null, shape is ValueShape.Items ? "这是列表：逐项设置为“…__0”“…__1”" : "这是一组配置：在名称后加“__<下级名>”");
        return (shape, parts) switch
        {
            (_, []) => null,
            (ValueShape.Nested nested, _) => Object(nested.Shape, parts, below as MapNode, parts[0].Origin),
            (ValueShape.Map map, _) => Map(map, parts, below as MapNode),
            (ValueShape.Items items, _) => List(items, parts),
            _ => null,
        };
    }

    private MapNode Map(ValueShape.Map map, List<SettingVariable> variables, MapNode? below)
    {
        var known = map.KeyType == typeof(Feed) ? FeedNames.All.Select(feed => feed.Wire()) : below?.Entries.Select(entry => entry.Key) ?? [];
        var names = known.ToList();
        var entries = new List<SettingEntry>();
        foreach (var group in Groups(variables))
        {
            var key = names.Find(name => SettingName.Same(name, group.Key)) ?? group.Key;
            if (Value(map.Value, [.. group], below?.Find(key)?.Value) is { } value)
            {
                entries.Add(new SettingEntry(key, KeyQuoted: true, value.Origin, value));
            }
        }

        return new MapNode(entries, variables[0].Origin);
    }

    private ListNode List(ValueShape.Items items, List<SettingVariable> variables)
    {
        var found = new SortedDictionary<int, SettingNode>();
        foreach (var group in Groups(variables))
        {
            if (!int.TryParse(group.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
            {
                Unknown(group, group.Key, "列表的序号应为 0、1、2…");
            }
            else if (Value(items.Item, [.. group], null) is { } value)
            {
                found[at] = value;
            }
        }

        return new ListNode([.. found.Values], variables[0].Origin);
    }

    private static IEnumerable<IGrouping<string, SettingVariable>> Groups(IEnumerable<SettingVariable> variables) =>
        variables.GroupBy(variable => variable.Path[0], StringComparer.OrdinalIgnoreCase);

    // Values are never shown: a misspelt name may well hold a secret.
    private void Unknown(IEnumerable<SettingVariable> variables, string? part, string remedy) =>
        problems.AddRange(variables.Select(variable => ConfigurationProblem.At(
            variable.Origin, part is null ? $"变量“{variable.Name}”对不上配置项" : $"变量“{variable.Name}”中的“{part}”不是配置项", remedy)));
}
