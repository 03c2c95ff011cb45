using System.Text.RegularExpressions;
using Gateway.Adapters.Configuration.Settings;

namespace Gateway.Adapters.Configuration.Counties;

/// <summary>The files <c>profiles/*.yaml</c>: what they say of the profiles of the program, and the profiles that they make of generic ones.</summary>
/// <param name="Profiles">All that an area can name: those of the program that stand for a platform, then those of files.</param>
/// <param name="Contents">Content by the profile's name, without <c>extends</c>.</param>
/// <param name="Extends">By the name of a profile made by a file, where the file names the generic one.</param>
/// <param name="Unreadable">Profiles whose file can't be used: what they lack, or which targets they have, is not known.</param>
internal sealed record ProfileFiles(
    IReadOnlyList<IAdapterProfile> Profiles, IReadOnlyDictionary<string, MapNode> Contents, IReadOnlyDictionary<string, ScalarNode> Extends,
    IReadOnlyCollection<string> Unreadable)
{
    public static ProfileFiles None { get; } = new([], new Dictionary<string, MapNode>(), new Dictionary<string, ScalarNode>(), []);

    /// <summary>Whether a name belongs to a file that can't be used, and nothing more shall be said about it.</summary>
    public bool IsUnreadable(string name) => Unreadable.Contains(name.Split('.')[0]);

    public static ProfileFiles Read(
        string folder, IReadOnlyList<string> files, IReadOnlyList<IAdapterProfile> known, List<ConfigurationProblem> problems) =>
        new ProfileFileReader(folder, known, problems).Read(files);
}

/// <summary>Reads the profile files one by one.</summary>
internal sealed partial class ProfileFileReader(string folder, IReadOnlyList<IAdapterProfile> known, List<ConfigurationProblem> problems)
{
    private const string ExtendsKey = "extends";

    private readonly List<IAdapterProfile> _profiles = [.. known.Where(profile => profile is not IGenericProfile)];
    private readonly List<IGenericProfile> _generic = [.. known.OfType<IGenericProfile>()];
    private readonly Dictionary<string, MapNode> _contents = [];
    private readonly Dictionary<string, ScalarNode> _extends = [];
    private readonly HashSet<string> _unreadable = [];

    public ProfileFiles Read(IReadOnlyList<string> files)
    {
        foreach (var file in files)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (YamlFile.Read(Path.Combine(folder, file), file, problems) is not { } root)
            {
                _unreadable.Add(name);
            }
            else if (!Take(file, name, root))
            {
                _unreadable.Add(name);
            }
        }

        return new ProfileFiles(_profiles, _contents, _extends, _unreadable);
    }

    private bool Take(string file, string name, MapNode root)
    {
        var extends = root.Find(ExtendsKey);
        if (_generic.Exists(profile => profile.Name == name))
        {
            return Refuse(root.Origin, $"“{name}”是通用档案，不能直接使用", $"改名为 profiles/<平台名>.yaml，并在其中写 extends: {name}");
        }

        if (known.FirstOrDefault(profile => profile.Name == name) is not null)
        {
            _contents[name] = Without(root);
            return extends is null || Refuse(extends.KeyOrigin, $"“{name}”是程序自带的平台档案，不能写 extends", "删去 extends，或换一个文件名");
        }

        if (extends is null)
        {
            return Refuse(SettingOrigin.InFile(file, 1), $"没有名为“{name}”的平台档案", Suggest(name));
        }

        if (extends.Value is not ScalarNode { Text: var wanted } from || _generic.Find(profile => profile.Name == wanted) is not { } generic)
        {
            return Refuse(
                extends.Value.Origin, extends.Value is ScalarNode text ? $"没有名为“{text.Text}”的通用档案" : "“extends”的形式不对",
                SettingName.Suggest((extends.Value as ScalarNode)?.Text ?? "", [.. _generic.Select(profile => profile.Name)]));
        }

        return Derive(name, from, generic, Without(root));
    }

    private static MapNode Without(MapNode root) => root with { Entries = [.. root.Entries.Where(entry => entry.Key != ExtendsKey)] };

    private bool Derive(string name, ScalarNode from, IGenericProfile generic, MapNode content)
    {
        var variable = SettingName.Pascal(name);
        if (name.Length > 40 || !NamePattern().IsMatch(name))
        {
            return Refuse(
                SettingOrigin.InFile(from.Origin.Place, 1), $"文件名“{name}”不能作平台档案的名称", "用小写字母、数字和连字符，以字母开头，例如 city-credit.yaml");
        }

        if (_profiles.Find(profile => string.Equals(profile.VariableName, variable, StringComparison.OrdinalIgnoreCase)) is { } twin)
        {
            return Refuse(SettingOrigin.InFile(from.Origin.Place, 1), $"“{name}”与平台档案“{twin.Name}”在环境变量中同名（{variable}）", "换一个文件名");
        }

        var keys = (content.Find("targets")?.Value as MapNode)?.Entries ?? [];
        foreach (var entry in keys.Where(entry => entry.Key.Length > 0 && !NamePattern().IsMatch(entry.Key)))
        {
            problems.Add(ConfigurationProblem.At(
                entry.KeyOrigin, $"“{entry.Key}”不能作目标的名称", "用小写字母、数字和连字符，以字母开头；default 表示与档案同名的目标"));
        }

        _profiles.Add(generic.Derive(
            name, variable, [.. keys.Select(entry => IGenericProfile.TargetOf(name, entry.Key)).Distinct(StringComparer.Ordinal)]));
        _contents[name] = content;
        _extends[name] = from;
        return true;
    }

    private string Suggest(string name)
    {
        var generic = _generic.Count == 0 ? "" : $"；新的平台须写 extends: {string.Join(" 或 ", _generic.Select(profile => profile.Name))}";
        return SettingName.Suggest(name, [.. _profiles.Select(profile => profile.Name)]) + generic;
    }

    private bool Refuse(SettingOrigin origin, string what, string remedy)
    {
        problems.Add(ConfigurationProblem.At(origin, what, remedy));
        return false;
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex NamePattern();
}
