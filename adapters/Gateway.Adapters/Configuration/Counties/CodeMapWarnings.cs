using System.Collections;
using System.Reflection;
using Gateway.Adapters.Configuration.Binding;
using Gateway.Adapters.Configuration.Settings;
using Gateway.Contracts.Results;

namespace Gateway.Adapters.Configuration.Counties;

/// <summary>Points out the canonical codes for which a platform's code map has nothing: what holds such a code is never sent there.</summary>
internal static class CodeMapWarnings
{
    public static IEnumerable<ConfigurationProblem> Of(BoundProfile bound) =>
        Of($"profiles.{bound.Profile.Name}", OptionShape.Of(bound.Profile.OptionsType), bound.Options, bound.Node);

    private static IEnumerable<ConfigurationProblem> Of(string path, OptionShape shape, object options, MapNode node)
    {
        foreach (var property in shape.Properties)
        {
            var at = $"{path}.{property.Name}";
            var from = node.Find(property.Name)?.Value;
            var found = (property.Shape, property.Property.GetValue(options)) switch
            {
                (_, IDictionary map) when property.Property.GetCustomAttribute<CanonicalCodesAttribute>() is { } canonical =>
                    OfMap(at, canonical.Codes, map, from?.Origin ?? node.Origin),
                (ValueShape.Nested nested, { } value) => Of(at, nested.Shape, value, from as MapNode ?? new MapNode([], node.Origin)),
                (ValueShape.Map { Value: ValueShape.Nested inner }, IDictionary map) => map.Keys.Cast<object>().Where(key => map[key] is not null)
                    .SelectMany(key => Of(
                        $"{at}.{ScalarReader.Write(key)}", inner.Shape, map[key] ?? key,
                        (from as MapNode)?.Find(ScalarReader.Write(key))?.Value as MapNode ?? new MapNode([], node.Origin))),
                _ => [],
            };
            foreach (var warning in found)
            {
                yield return warning;
            }
        }
    }

    private static IEnumerable<ConfigurationProblem> OfMap(string path, Type codes, IDictionary map, SettingOrigin origin)
    {
        var missing = Enum.GetNames(codes).Where(name => map[name] is not string { Length: > 0 }).Select(name => Shown(codes, name)).ToList();
        // An empty map is one that the adapter does not use.
        return missing.Count == 0 || map.Count == 0
            ? []
            : [ConfigurationProblem.At(origin, $"“{path}”缺少 {missing.Count} 个规范代码：{string.Join("、", missing)}", "平台有对应代码的请补上；没有的，含该代码的记录停在“待处理”，不会报送")];
    }

    private static string Shown(Type codes, string name) =>
        codes == typeof(ResultCode) ? $"{name}（{Enum.Parse<ResultCode>(name).Chinese()}）" : name;
}
