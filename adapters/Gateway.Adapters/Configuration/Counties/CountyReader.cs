using Gateway.Adapters.Configuration.Binding;
using Gateway.Adapters.Configuration.Settings;

namespace Gateway.Adapters.Configuration.Counties;

/// <param name="File">Where it stands.</param>
/// <param name="Options">Bound and checked by itself.</param>
/// <param name="Node">Effective settings with their origins, without the profiles' own.</param>
internal sealed record County(CountyFile File, CountyOptions Options, MapNode Node);

/// <summary>Binds the county files with what variables override in them, and checks what can be checked without knowing the adapters.</summary>
internal sealed class CountyReader(ProfileFiles files, List<ConfigurationProblem> problems)
{
    private static readonly OptionShape Shape = OptionShape.Of(typeof(CountyOptions));

    public County Read(CountyFile file, IEnumerable<SettingVariable> variables)
    {
        new SettingBinder(problems, whole: false).Bind(Shape, file.Root);
        var node = SettingMerge.Over(file.Root, new VariableLevel(problems).Of(Shape, variables, file.Root));
        var binder = new SettingBinder(problems, whole: true);
        var options = (CountyOptions)binder.Bind(Shape, node);
        foreach (var missing in binder.Missing)
        {
            problems.Add(ConfigurationProblem.At(
                missing.Where.Kind == SettingOriginKind.File ? missing.Where : file.Root.Origin,
                $"缺少必填项“{missing.Path}”",
                $"在 {file.File} 中填写，或设置环境变量 {Names.OfCounty(file.Area, missing.Path)}"));
        }

        var county = new County(file, options, node);
        CheckArea(county);
        CheckFeeds(county);
        CheckTargets(county);
        return county;
    }

    private void CheckArea(County county)
    {
        if (county.Options.Area.Length == 6 && county.Options.Area != county.File.Area)
        {
            problems.Add(ConfigurationProblem.At(
                county.Node.At("area"), $"区划“{county.Options.Area}”与文件名的 {county.File.Area} 不一致", "改正其一"));
        }
    }

    private void CheckFeeds(County county)
    {
        var known = files.Profiles.Select(profile => profile.Name).ToList();
        foreach (var (feed, settings) in county.Options.Feeds)
        {
            if (settings.Profile.Length > 0 && !known.Contains(settings.Profile) && !files.IsUnreadable(settings.Profile))
            {
                problems.Add(ConfigurationProblem.At(
                    county.Node.At("feeds", Contracts.FeedNames.Wire(feed), "profile"),
                    $"没有名为“{settings.Profile}”的平台档案",
                    SettingName.Suggest(settings.Profile, known)));
            }
        }

        foreach (var entry in (county.Node.Find("profiles")?.Value as MapNode)?.Entries ?? [])
        {
            if (files.IsUnreadable(entry.Key))
            {
                continue;
            }

            if (!known.Contains(entry.Key))
            {
                problems.Add(ConfigurationProblem.At(
                    entry.KeyOrigin, $"没有名为“{entry.Key}”的平台档案", SettingName.Suggest(entry.Key, known)));
            }
            else if (entry.Value is not MapNode settings)
            {
                problems.Add(ConfigurationProblem.At(entry.Value.Origin, $"“profiles.{entry.Key}”的形式不对", "此处应为下级配置（键: 值）"));
            }
            else if (files.Extends.ContainsKey(entry.Key) && settings.Find("targets")?.Value is MapNode targets)
            {
                CheckNoNewTarget(entry.Key, targets);
            }
        }
    }

    // Which targets there are is known from the profile's file alone: another one here would never be made.
    private void CheckNoNewTarget(string profile, MapNode targets)
    {
        var known = files.Profiles.First(one => one.Name == profile).Targets;
        foreach (var entry in targets.Entries.Where(entry => !known.Contains(IGenericProfile.TargetOf(profile, entry.Key))))
        {
            problems.Add(ConfigurationProblem.At(
                entry.KeyOrigin, $"平台档案“{profile}”没有目标“{entry.Key}”", $"在 profiles/{profile}.yaml 的 targets 中写明，区县文件只写不同之处"));
        }
    }

    private void CheckTargets(County county)
    {
        var known = files.Profiles.SelectMany(profile => profile.Targets).ToList();
        var origins = (county.Node.Find("targets")?.Value as ListNode)?.Items;
        for (var at = 0; at < county.Options.Targets.Count && at < origins?.Count; at++)
        {
            var target = county.Options.Targets[at];
            if (files.IsUnreadable(target))
            {
                continue;
            }

            if (!known.Contains(target))
            {
                problems.Add(ConfigurationProblem.At(origins[at].Origin, $"没有名为“{target}”的推送目标", SettingName.Suggest(target, known)));
            }
            else if (county.Options.Targets.IndexOf(target) < at)
            {
                problems.Add(ConfigurationProblem.At(origins[at].Origin, $"推送目标“{target}”重复", "只保留一处"));
            }
        }

        foreach (var target in county.Options.ExemptByRule.Keys.Where(target => !county.Options.Targets.Contains(target)))
        {
            problems.Add(ConfigurationProblem.At(
                county.Node.At("exemptByRule", target),
                $"“exemptByRule.{target}”不是本区县的推送目标",
                SettingName.Suggest(target, county.Options.Targets)));
        }
    }
}
