using Gateway.Adapters.Configuration.Binding;
using Gateway.Adapters.Configuration.Settings;

namespace Gateway.Adapters.Configuration.Counties;

/// <param name="Profile">The profile.</param>
/// <param name="Options">Its options for one area, bound and checked.</param>
/// <param name="Node">Effective settings with their origins.</param>
/// <param name="Own">Whether the area has an address or credentials of its own.</param>
/// <param name="Variants">The same with the secrets that are exchanged.</param>
/// <param name="Extends">Where its file names the generic profile that it is made of; <see langword="null"/> for one of the program.</param>
internal sealed record BoundProfile(IAdapterProfile Profile, object Options, MapNode Node, bool Own, IReadOnlyList<BoundVariant> Variants, ScalarNode? Extends);

/// <summary>Lays the levels of a profile over each other for one area — profile file, county file, variables of the profile, variables of the county — and binds them.</summary>
internal sealed class ProfileReader(AdapterFolder folder, VariableSet variables, List<ConfigurationProblem> problems)
{
    private readonly List<(County County, IAdapterProfile Profile, MissingSetting Missing)> _missing = [];
    private readonly Dictionary<string, int> _users = [];

    /// <summary>Checks a level by itself, so that no mistake in a file hides behind a variable or behind not being used.</summary>
    public void CheckLevel(IAdapterProfile profile, SettingNode? level)
    {
        if (level is MapNode node)
        {
            new SettingBinder(problems, whole: false).Bind(OptionShape.Of(profile.OptionsType), node);
        }
    }

    public BoundProfile Read(County county, IAdapterProfile profile)
    {
        _users[profile.Name] = _users.GetValueOrDefault(profile.Name) + 1;
        var shape = OptionShape.Of(profile.OptionsType);
        var below = folder.Files.Contents.GetValueOrDefault(profile.Name) ?? new MapNode([], SettingOrigin.InFile(FileOf(profile), 1));
        var own = (county.Node.Find("profiles")?.Value as MapNode)?.Find(profile.Name)?.Value as MapNode;
        var files = own is null ? below : SettingMerge.Over(below, own);
        var level = new VariableLevel(problems);
        var ofProfile = SecretVariants.Sort(shape, variables.OfProfile(profile.Name));
        var ofCounty = SecretVariants.Sort(shape, variables.OfCountyProfile(county.File.Area, profile.Name));
        var wide = SettingMerge.Over(files, level.Of(shape, ofProfile[""], files));
        var narrow = level.Of(shape, ofCounty[""], wide);
        var node = SettingMerge.Over(wide, narrow);
        var binder = new SettingBinder(problems, whole: true);
        var options = binder.Bind(shape, node);
        _missing.AddRange(binder.Missing.Select(missing => (county, profile, missing)));
        var ownCredentials = SetsCredentials(shape, own) || SetsCredentials(shape, narrow) || SecretVariants.Prefixes.Any(x => ofCounty[x].Any());
        return new BoundProfile(
            profile, options, node, ownCredentials, [.. SecretVariants.Prefixes.SelectMany(Variant)], folder.Files.Extends.GetValueOrDefault(profile.Name));

        IEnumerable<BoundVariant> Variant(string prefix)
        {
            if (!ofProfile[prefix].Any() && !ofCounty[prefix].Any())
            {
                yield break;
            }

            // What the county has of its own stays its own, unless it is exchanged itself.
            var beside = SettingMerge.Over(SettingMerge.Over(wide, level.Of(shape, ofProfile[prefix], wide)), narrow);
            var whole = SettingMerge.Over(beside, level.Of(shape, ofCounty[prefix], beside));
            yield return new BoundVariant(prefix, new SettingBinder(problems, whole: true).Bind(shape, whole), whole);
        }
    }

    /// <summary>Says what is missing: once for a profile where every area lacks it, otherwise at each area.</summary>
    public void ReportMissing()
    {
        var known = _missing.Where(missing => missing.Missing.Secret || !folder.Files.Unreadable.Contains(missing.Profile.Name));
        foreach (var group in known.GroupBy(missing => (missing.Profile.Name, missing.Missing.Path)))
        {
            var (_, profile, missing) = group.First();
            var what = missing.Secret ? $"缺少密钥“{missing.Path}”（{profile.Name}）" : $"缺少必填项“{missing.Path}”（{profile.Name}）";
            var wide = Names.OfProfile(profile, missing.Path);
            if (group.Count() == _users[profile.Name])
            {
                var line = missing.Where.Place == FileOf(profile) ? missing.Where.Line : 1;
                problems.Add(new ConfigurationProblem(FileOf(profile), line, what, Remedy(missing, wide, FileOf(profile))));
                continue;
            }

            foreach (var (county, _, lacking) in group)
            {
                problems.Add(ConfigurationProblem.At(
                    county.File.Root.Origin,
                    what,
                    Remedy(lacking, $"{Names.OfCountyProfile(county.File.Area, profile, missing.Path)}，或对全部区县设置 {wide}", county.File.File)));
            }
        }
    }

    private static string Remedy(MissingSetting missing, string variable, string file) =>
        missing.Secret ? $"设置环境变量（或 GATEWAY_SECRETS 文件夹中的同名文件） {variable}" : $"在 {file} 中填写，或设置环境变量 {variable}";

    private static string FileOf(IAdapterProfile profile) => $"profiles/{profile.Name}.yaml";

    // An own address counts too: what one address issued is no good at another.
    private static bool SetsCredentials(OptionShape shape, MapNode? level) =>
        level is not null && shape.Properties.Any(property =>
            level.Find(property.Name) is not null && (property.Secret || property.Shape is ValueShape.Scalar { Type: var type } && type == typeof(Uri)));
}
