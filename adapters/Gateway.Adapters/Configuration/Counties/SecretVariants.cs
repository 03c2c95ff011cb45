using Gateway.Adapters.Configuration.Binding;
using Gateway.Adapters.Configuration.Settings;

namespace Gateway.Adapters.Configuration.Counties;

/// <param name="Prefix">How its variables begin.</param>
/// <param name="Options">The profile's options with its secrets.</param>
/// <param name="Node">Effective settings with their origins.</param>
internal sealed record BoundVariant(string Prefix, object Options, MapNode Node);

/// <summary>
/// Every secret may have another beside it while it is exchanged: <c>…__AppKey</c> is in force, <c>…__NextAppKey</c> follows it,
/// <c>…__PreviousAppKey</c> went before it. Which is which is the operator's view only: the platform decides what it takes.
/// </summary>
internal static class SecretVariants
{
    public static IReadOnlyList<string> Prefixes { get; } = ["Next", "Previous"];

    /// <summary>Variables by prefix, each under the name of the secret that it stands beside; the others under no prefix.</summary>
    public static ILookup<string, SettingVariable> Sort(OptionShape shape, IEnumerable<SettingVariable> variables) =>
        variables.Select(x => Sort(shape, x)).ToLookup(x => x.Prefix, x => x.Variable);

    /// <summary>The path of a secret with its prefix: <c>profiles.publicity.nextSecret</c>.</summary>
    public static string PathOf(string prefix, string path)
    {
        var at = path.LastIndexOf('.') + 1;
        return path[..at] + SettingName.Camel(prefix) + SettingName.Pascal(path[at..]);
    }

    private static (string Prefix, SettingVariable Variable) Sort(OptionShape shape, SettingVariable variable)
    {
        var name = variable.Path[^1];
        var prefix = Prefixes.FirstOrDefault(x => name.StartsWith(x, StringComparison.OrdinalIgnoreCase));
        return prefix is not null && Find(shape, variable.Path, name) is null && Find(shape, variable.Path, name[prefix.Length..]) is { Secret: true }
            ? (prefix, variable with { Path = [.. variable.Path.SkipLast(1), name[prefix.Length..]] })
            : ("", variable);
    }

    private static OptionProperty? Find(OptionShape shape, IReadOnlyList<string> path, string last)
    {
        for (var i = 0; i < path.Count - 1; i++)
        {
            switch (shape.FindVariable(path[i])?.Shape)
            {
                case ValueShape.Nested nested:
                    shape = nested.Shape;
                    break;
                case ValueShape.Map { Value: ValueShape.Nested of } when i < path.Count - 2:
                    (shape, i) = (of.Shape, i + 1);
                    break;
                default:
                    return null;
            }
        }

        return shape.FindVariable(last);
    }
}
