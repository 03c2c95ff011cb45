using System.Collections;
using System.ComponentModel.DataAnnotations;
using Gateway.Adapters.Configuration.Settings;

namespace Gateway.Adapters.Configuration.Binding;

/// <summary>
/// Makes an options object of merged settings and collects all that is wrong with them. What is not set keeps the default of the class.
/// </summary>
/// <param name="problems">Gets what is wrong.</param>
/// <param name="whole">
/// Whether the settings are the effective ones. A single level is bound too, on its own, so that a mistake or a secret in a file is seen
/// even where a higher level hides it; then nothing is missing yet, and rules that look at several values must wait.
/// </param>
internal sealed class SettingBinder(List<ConfigurationProblem> problems, bool whole)
{
    public List<MissingSetting> Missing { get; } = [];

    public object Bind(OptionShape shape, MapNode node)
    {
        // Members marked required are checked below, as everything else that must be given.
        var target = Activator.CreateInstance(shape.Type)
            ?? throw new NotSupportedException($"{shape.Type} has no instance.");
        BindInto(target, shape, node, "");
        return target;
    }

    private void BindInto(object target, OptionShape shape, MapNode node, string path)
    {
        var before = problems.Count + Missing.Count;
        var names = shape.Properties.Where(property => !property.Secret).Select(property => property.Name).ToList();
        foreach (var entry in node.Entries.Where(entry => shape.Find(entry.Key) is null))
        {
            problems.Add(ConfigurationProblem.At(
                entry.KeyOrigin, $"未知的配置项“{Join(path, entry.Key)}”", SettingName.Suggest(entry.Key, names)));
        }

        foreach (var property in shape.Properties)
        {
            BindProperty(target, property, node, Join(path, property.Name));
        }

        if (whole && target is IValidatableObject validatable && problems.Count + Missing.Count == before)
        {
            foreach (var result in validatable.Validate(new ValidationContext(target)))
            {
                var member = result.MemberNames.Select(SettingName.Camel).FirstOrDefault(name => shape.Find(name) is not null) ?? "";
                if (shape.Find(member) is { Secret: true } secret && IsBlank(secret.Property.GetValue(target)))
                {
                    // A secret that only some rule asks for lacks as one that all need: the variable is named.
                    var missing = new MissingSetting(Join(path, member), Secret: true, node.Origin);
                    if (!Missing.Contains(missing))
                    {
                        Missing.Add(missing);
                    }

                    continue;
                }

                problems.Add(ConfigurationProblem.At(
                    OriginOf(node, member, result.ErrorMessage ?? ""), $"“{Join(path, member)}”：{result.ErrorMessage}", "按说明改正该值"));
            }
        }
    }

    // A rule over a whole map names the member only; where its words quote one of the keys, that key's line is the place.
    private static SettingOrigin OriginOf(MapNode node, string member, string words)
    {
        if (node.Find(member)?.Value is not { } value)
        {
            return node.Origin;
        }

        return (value as MapNode)?.Entries.FirstOrDefault(entry => words.Contains($"“{entry.Key}”", StringComparison.Ordinal))?.KeyOrigin
            ?? value.Origin;
    }

    private void BindProperty(object target, OptionProperty property, MapNode node, string path)
    {
        var value = node.Find(property.Name)?.Value;
        if (property.Secret && value is { Origin.Kind: SettingOriginKind.File })
        {
            problems.Add(ConfigurationProblem.At(
                value.Origin, $"密钥“{path}”不得写在文件中", "从文件中删去并更换该密钥；改用环境变量或密钥文件夹（GATEWAY_SECRETS）设置"));
            return;
        }

        var current = property.Property.GetValue(target);
        var emptied = property.Required && value is ScalarNode { Text.Length: 0 };
        if (value is null || emptied)
        {
            if (whole && property.Required && (emptied || IsBlank(current)))
            {
                Missing.Add(new MissingSetting(path, property.Secret, node.Origin));
            }
            else if (whole && property.Shape is ValueShape.Nested inner && current is not null)
            {
                BindInto(current, inner.Shape, new MapNode([], node.Origin), path);
            }

            return;
        }

        if (BindValue(property.Shape, value, current, path) is { } bound)
        {
            property.Property.SetValue(target, bound);
            Check(property, bound, value, path);
        }
    }

    // What the options class gives itself is given: only a blank one must come from a file or a variable.
    private static bool IsBlank(object? given) =>
        given is null or "" or ICollection { Count: 0 } || (given.GetType().IsValueType && given.Equals(Activator.CreateInstance(given.GetType())));

    private object? BindValue(ValueShape shape, SettingNode written, object? current, string path)
    {
        var node = ShortForms.Expand(shape, written);
        switch (shape, node)
        {
            case (ValueShape.Raw, _):
                return node;
            case (ValueShape.Scalar scalar, ScalarNode text):
                return BindScalar(scalar, text, path);
            case (ValueShape.Items items, ListNode list):
                return BindItems(items, list, path);
            case (ValueShape.Map map, MapNode entries):
                return BindMap(map, entries, current as IDictionary, path);
            case (ValueShape.Nested nested, MapNode entries):
                // What is written short says all: nothing of a default stays beside it.
                var target = (ReferenceEquals(node, written) ? current : null) ?? Activator.CreateInstance(nested.Type);
                if (target is not null)
                {
                    BindInto(target, nested.Shape, entries, path);
                }

                return target;
            default:
                var expected = shape switch { ValueShape.Items => "列表（- 值）", ValueShape.Scalar => "单个值", _ => "下级配置（键: 值）" };
                problems.Add(ConfigurationProblem.At(node.Origin, $"“{path}”的形式不对", $"此处应为{expected}"));
                return null;
        }
    }

    private object? BindScalar(ValueShape.Scalar scalar, ScalarNode node, string path)
    {
        var (value, expected) = ScalarReader.Read(node, scalar.Type);
        if (expected is not null)
        {
            // An address may hold a password, so it is not repeated.
            var shown = scalar.Type == typeof(Uri) ? "" : $"“{node.Text}”";
            problems.Add(ConfigurationProblem.At(node.Origin, $"“{path}”的值{shown}无效", $"应为{expected}"));
        }

        return value;
    }

    private IList BindItems(ValueShape.Items items, ListNode list, string path)
    {
        var made = NewList(items.ItemType);
        for (var at = 0; at < list.Items.Count; at++)
        {
            if (BindValue(items.Item, list.Items[at], null, $"{path}[{at}]") is { } item)
            {
                made.Add(item);
            }
        }

        if (!items.AsArray)
        {
            return made;
        }

        var array = Array.CreateInstance(items.ItemType, made.Count);
        made.CopyTo(array, 0);
        return array;
    }

    private IDictionary BindMap(ValueShape.Map map, MapNode node, IDictionary? current, string path)
    {
        var made = NewMap(map);
        if (current is not null)
        {
            foreach (DictionaryEntry known in current)
            {
                made[known.Key] = known.Value;
            }
        }

        foreach (var entry in node.Entries)
        {
            var key = BindScalar(
                new ValueShape.Scalar(map.KeyType), new ScalarNode(entry.Key, entry.KeyQuoted, entry.KeyOrigin), Join(path, entry.Key));
            var below = key is not null && made.Contains(key) ? made[key] : null;
            if (BindValue(map.Value, entry.Value, below, Join(path, entry.Key)) is { } value && key is not null)
            {
                made[key] = value;
            }
        }

        return made;
    }

    private void Check(OptionProperty property, object bound, SettingNode node, string path)
    {
        foreach (var rule in property.Rules.Where(rule => !rule.IsValid(bound)))
        {
            problems.Add(ConfigurationProblem.At(
                node.Origin,
                node is ScalarNode text && !property.Secret ? $"“{path}”的值“{text.Text}”不符合要求" : $"“{path}”的值不符合要求",
                RuleText.Of(rule, path)));
        }
    }

    private static IList NewList(Type item) => Activator.CreateInstance(typeof(List<>).MakeGenericType(item)) as IList
        ?? throw new NotSupportedException($"No list of {item}.");

    private static IDictionary NewMap(ValueShape.Map map) =>
        Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(map.KeyType, map.ValueType)) as IDictionary
        ?? throw new NotSupportedException($"No map to {map.ValueType}.");

    private static string Join(string path, string name) => (path, name) switch
    {
        ("", _) => name,
        (_, "") => path,
        _ => $"{path}.{name}",
    };
}
