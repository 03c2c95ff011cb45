using Gateway.Adapters.Configuration.Settings;

namespace Gateway.Adapters.Configuration.Counties;

/// <param name="File">Name below the configuration folder.</param>
/// <param name="Area">Area by the file's name.</param>
/// <param name="Root">Its content.</param>
internal sealed record CountyFile(string File, string Area, MapNode Root);

/// <summary>The files of a configuration folder: <c>profiles/*.yaml</c> and <c>counties/&lt;area&gt;-&lt;name&gt;.yaml</c>.</summary>
/// <param name="Files">The profiles and their files.</param>
/// <param name="Counties">Those that can be read, by name.</param>
/// <param name="Areas">Areas by name of file, also of files that can't be read.</param>
internal sealed record AdapterFolder(ProfileFiles Files, IReadOnlyList<CountyFile> Counties, IReadOnlyCollection<string> Areas)
{
    public static AdapterFolder Read(string folder, IReadOnlyList<IAdapterProfile> profiles, List<ConfigurationProblem> problems)
    {
        if (!Directory.Exists(folder))
        {
            problems.Add(new ConfigurationProblem(folder, 0, "配置文件夹不存在", "检查 GATEWAY_ADAPTERS 的值，或创建该文件夹及其下的 profiles、counties"));
            return new AdapterFolder(ProfileFiles.None, [], []);
        }

        var profileFiles = ProfileFiles.Read(folder, YamlFiles(folder, "profiles", problems), profiles, problems);
        var files = YamlFiles(folder, "counties", problems);
        if (files.Count == 0)
        {
            problems.Add(new ConfigurationProblem("counties", 0, "没有任何区县文件", "按 adapters/README.md 新建 counties/<区划代码>-<名称>.yaml"));
        }

        var counties = new List<CountyFile>();
        var areas = new HashSet<string>();
        foreach (var file in files)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (name is not { Length: > 7 } || name[6] != '-' || !name[..6].All(char.IsAsciiDigit))
            {
                problems.Add(new ConfigurationProblem(file, 1, "文件名不符合“<六位区划代码>-<名称>.yaml”", "改名，例如 610502-linwei.yaml"));
                continue;
            }

            areas.Add(name[..6]);
            if (YamlFile.Read(Path.Combine(folder, file), file, problems) is { } root)
            {
                counties.Add(new CountyFile(file, name[..6], root));
            }
        }

        return new AdapterFolder(profileFiles, counties, areas);
    }

    // Paths in messages are below the folder and have forward slashes on every system.
    private static List<string> YamlFiles(string folder, string below, List<ConfigurationProblem> problems)
    {
        var path = Path.Combine(folder, below);
        if (!Directory.Exists(path))
        {
            return [];
        }

        var files = Directory.EnumerateFiles(path).Select(file => $"{below}/{Path.GetFileName(file)}").Order(StringComparer.Ordinal).ToList();
        problems.AddRange(files.Where(file => file.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
            .Select(file => new ConfigurationProblem(file, 1, "扩展名 .yml 不会被读取", "改为 .yaml")));
        return [.. files.Where(file => file.EndsWith(".yaml", StringComparison.Ordinal))];
    }
}
