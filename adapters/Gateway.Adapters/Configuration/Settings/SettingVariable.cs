using Microsoft.Extensions.Configuration;

namespace Gateway.Adapters.Configuration.Settings;

/// <summary>One value from the environment or the secrets folder, for example <c>Gateway__Profiles__ExchangeRest__BaseAddress</c>.</summary>
/// <param name="Name">As an operator would set it.</param>
/// <param name="Path">The parts after <c>Gateway__Profiles__</c> or <c>Gateway__Counties__</c>.</param>
/// <param name="Value">The value.</param>
/// <param name="Origin">Where it stands.</param>
internal sealed record SettingVariable(string Name, IReadOnlyList<string> Path, string Value, SettingOrigin Origin)
{
    /// <summary>The same variable, seen from further down its path.</summary>
    public SettingVariable Below(int parts) => this with { Path = [.. Path.Skip(parts)] };

    /// <summary>All variables of a section, by name; an empty one counts as not set.</summary>
    public static IReadOnlyList<SettingVariable> Read(IConfiguration configuration, string section) =>
        [.. configuration.GetSection(section).AsEnumerable(makePathsRelative: true)
            .Where(pair => pair is { Key.Length: > 0, Value.Length: > 0 })
            .Select(pair => Of(configuration, $"{section}:{pair.Key}", pair.Key, pair.Value ?? ""))
            .OrderBy(variable => variable.Name, StringComparer.Ordinal)];

    private static SettingVariable Of(IConfiguration configuration, string key, string path, string value)
    {
        var name = key.Replace(":", "__", StringComparison.Ordinal);
        return new SettingVariable(name, path.Split(':'), value, OriginOf(configuration, key, name));
    }

    // A value of appsettings.json is one of a file: a secret there is refused like one in YAML.
    private static SettingOrigin OriginOf(IConfiguration configuration, string key, string name) =>
        (configuration as IConfigurationRoot)?.Providers.LastOrDefault(provider => provider.TryGet(key, out _)) is FileConfigurationProvider file
            ? SettingOrigin.InFile(file.Source.Path ?? name, 1)
            : SettingOrigin.Variable(name);
}
