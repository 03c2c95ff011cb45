using Gateway.Adapters.Configuration.Settings;
using Microsoft.Extensions.Configuration;

namespace Gateway.Adapters.Configuration.Counties;

/// <summary>The variables of one process, sorted by what they override. Those that match nothing are problems: they would be lost in silence.</summary>
internal sealed class VariableSet
{
    private readonly Dictionary<string, List<SettingVariable>> _ofProfile = [];
    private readonly Dictionary<string, List<SettingVariable>> _ofCounty = [];
    private readonly Dictionary<(string Area, string Profile), List<SettingVariable>> _ofCountyProfile = [];

    private VariableSet()
    {
    }

    public IEnumerable<SettingVariable> OfProfile(string profile) => _ofProfile.GetValueOrDefault(profile, []);

    public IEnumerable<SettingVariable> OfCounty(string area) => _ofCounty.GetValueOrDefault(area, []);

    public IEnumerable<SettingVariable> OfCountyProfile(string area, string profile) => _ofCountyProfile.GetValueOrDefault((area, profile), []);

    public static VariableSet Read(IConfiguration configuration, AdapterFolder folder, List<ConfigurationProblem> problems)
    {
        var (files, areas) = (folder.Files, folder.Areas);
        var set = new VariableSet();
        foreach (var variable in SettingVariable.Read(configuration, Names.Profiles))
        {
            if (ProfileOf(variable, 0, files, problems) is { } profile)
            {
                Add(set._ofProfile, profile, variable.Below(1));
            }
        }

        foreach (var variable in SettingVariable.Read(configuration, Names.Counties))
        {
            var area = variable.Path[0];
            if (!areas.Contains(area) || variable.Path.Count < 2)
            {
                problems.Add(ConfigurationProblem.At(
                    variable.Origin, $"变量“{variable.Name}”指向没有文件的区划“{area}”", SettingName.Suggest(area, areas)));
            }
            else if (!string.Equals(variable.Path[1], "Profiles", StringComparison.OrdinalIgnoreCase))
            {
                Add(set._ofCounty, area, variable.Below(1));
            }
            else if (ProfileOf(variable, 2, files, problems) is { } profile)
            {
                Add(set._ofCountyProfile, (area, profile), variable.Below(3));
            }
        }

        return set;
    }

    private static string? ProfileOf(SettingVariable variable, int at, ProfileFiles files, List<ConfigurationProblem> problems)
    {
        var part = variable.Path.ElementAtOrDefault(at) ?? "";
        var profile = files.Profiles.FirstOrDefault(profile => string.Equals(profile.VariableName, part, StringComparison.OrdinalIgnoreCase));
        if (profile is null && files.Unreadable.Any(name => SettingName.Same(name, part)))
        {
            return null;
        }

        if (profile is null || variable.Path.Count == at + 1)
        {
            problems.Add(ConfigurationProblem.At(
                variable.Origin,
                profile is null ? $"变量“{variable.Name}”中没有名为“{part}”的平台档案" : $"变量“{variable.Name}”对不上配置项",
                profile is null ? SettingName.Suggest(part, [.. files.Profiles.Select(known => known.VariableName)]) : "在名称后加“__<配置项>”"));
            return null;
        }

        return profile.Name;
    }

    private static void Add<TKey>(Dictionary<TKey, List<SettingVariable>> known, TKey key, SettingVariable variable)
        where TKey : notnull
    {
        if (!known.TryGetValue(key, out var variables))
        {
            known[key] = variables = [];
        }

        variables.Add(variable);
    }
}
