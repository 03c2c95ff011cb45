using System.Collections;
using System.Globalization;
using Gateway.Adapters.Configuration.Settings;

namespace Gateway.Adapters.Configuration.Binding;

/// <summary>Lists every value of a bound options object with its origin, defaults included.</summary>
internal sealed class EffectiveValues(string area)
{
    private readonly List<EffectiveSetting> _settings = [];

    public static IReadOnlyList<EffectiveSetting> Of(string area, string prefix, OptionShape shape, object options, MapNode node)
    {
        var values = new EffectiveValues(area);
        values.AddObject(prefix, shape, options, node);
        return values._settings;
    }

    private void AddObject(string path, OptionShape shape, object options, MapNode? node)
    {
        foreach (var property in shape.Properties.Where(property => property.Shape is not ValueShape.Raw))
        {
            var value = property.Property.GetValue(options);
            var from = node?.Find(property.Name)?.Value;
            var at = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            if (property.Secret)
            {
                var set = value is not (null or "");
                _settings.Add(new EffectiveSetting(area, at, set ? "（已设置）" : "（未设置）", Secret: true, from?.Origin ?? SettingOrigin.Default)
                {
                    Mark = EffectiveSetting.MarkOf(value),
                });
            }
            else if (value is not null)
            {
                AddValue(at, property.Shape, value, from);
            }
        }
    }

    private void AddValue(string path, ValueShape shape, object value, SettingNode? written)
    {
        var node = written is null ? null : ShortForms.Expand(shape, written);
        switch (shape)
        {
            case ValueShape.Nested nested:
                AddObject(path, nested.Shape, value, node as MapNode);
                break;
            case ValueShape.Map map when value is IDictionary entries:
                foreach (DictionaryEntry entry in entries)
                {
                    var key = ScalarReader.Write(entry.Key);
                    if (entry.Value is { } item && map.Value is not ValueShape.Raw)
                    {
                        AddValue($"{path}.{key}", map.Value, item, EntryOf(node as MapNode, key));
                    }
                }

                break;
            case ValueShape.Items items when value is IEnumerable list:
                AddItems(path, items, list, node);
                break;
            case ValueShape.Scalar:
                _settings.Add(new EffectiveSetting(area, path, ScalarReader.Write(value), Secret: false, node?.Origin ?? SettingOrigin.Default));
                break;
        }
    }

    private void AddItems(string path, ValueShape.Items items, IEnumerable list, SettingNode? node)
    {
        var at = 0;
        foreach (var item in list)
        {
            var from = node is ListNode { Items: var nodes } && at < nodes.Count ? nodes[at] : null;
            AddValue(string.Create(CultureInfo.InvariantCulture, $"{path}[{at}]"), items.Item, item, from);
            at++;
        }

        if (at == 0)
        {
            // An empty list is a value too: it may replace one that was not.
            _settings.Add(new EffectiveSetting(area, path, "[]", Secret: false, node?.Origin ?? SettingOrigin.Default));
        }
    }

    // Enum keys may be spelt in several ways.
    private static SettingNode? EntryOf(MapNode? node, string key) =>
        (node?.Find(key) ?? node?.Entries.FirstOrDefault(entry => SettingName.Same(entry.Key, key)))?.Value;
}
