using System.Security.Cryptography;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Configuration.Binding;
using Gateway.Adapters.Configuration.Settings;
using Gateway.Pipeline.Normalise.Values;

namespace Gateway.Pipeline.Checklists.Rules;

/// <summary>What became of reading the fields.</summary>
public abstract record FieldRuleLoad
{
    private FieldRuleLoad()
    {
    }

    public sealed record Loaded(FieldRules Rules) : FieldRuleLoad;

    /// <summary>Nothing is taken; all that is wrong, by file and line.</summary>
    public sealed record Refused(IReadOnlyList<ConfigurationProblem> Problems) : FieldRuleLoad;
}

/// <summary>Reads <c>fields/*.yaml</c> below a configuration folder, one field a file, in the form of the adapters' other files.</summary>
public static class FieldRuleFolder
{
    private const string Below = "fields";

    public static FieldRuleLoad Load(string configurationFolder, DepartmentDictionary departments)
    {
        var problems = new List<ConfigurationProblem>();
        var rules = new List<FieldRule>();
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Files(configurationFolder, problems))
        {
            var path = Path.Combine(configurationFolder, file);
            if (YamlFile.Read(path, file, problems) is { } root && Read(file, root, departments, problems) is { } rule)
            {
                Unique(rule, root, rules, problems);
                rules.Add(rule);
                digest.AppendData(SHA256.HashData(File.ReadAllBytes(path)));
            }
        }

        return problems.Count > 0
            ? new FieldRuleLoad.Refused([.. problems.OrderBy(x => x.File, StringComparer.Ordinal).ThenBy(x => x.Line)])
            : new FieldRuleLoad.Loaded(new FieldRules(
                [.. rules.OrderBy(x => x.Order).ThenBy(x => x.Field, StringComparer.Ordinal)],
                Convert.ToHexStringLower(digest.GetHashAndReset())));
    }

    private static List<string> Files(string folder, List<ConfigurationProblem> problems)
    {
        var path = Path.Combine(folder, Below);
        var files = Directory.Exists(path)
            ? Directory.EnumerateFiles(path).Select(x => $"{Below}/{Path.GetFileName(x)}").Order(StringComparer.Ordinal).ToList()
            : [];
        problems.AddRange(files.Where(x => x.EndsWith(".yml", StringComparison.OrdinalIgnoreCase))
            .Select(x => new ConfigurationProblem(x, 1, "扩展名 .yml 不会被读取", "改为 .yaml")));
        files.RemoveAll(x => !x.EndsWith(".yaml", StringComparison.Ordinal));
        if (files.Count == 0)
        {
            problems.Add(new ConfigurationProblem(Below, 0, "没有任何监管领域文件", "在 fields 文件夹中为每个监管领域新建一个 .yaml 文件"));
        }

        return files;
    }

    private static FieldRule? Read(string file, MapNode root, DepartmentDictionary departments, List<ConfigurationProblem> problems)
    {
        var before = problems.Count;
        var binder = new SettingBinder(problems, whole: true);
        var written = (FieldFile)binder.Bind(OptionShape.Of(typeof(FieldFile)), root);
        problems.AddRange(binder.Missing.Select(x => ConfigurationProblem.At(x.Where, $"缺少必填项“{x.Path}”", "在该文件中填写")));
        new FieldChecks(root, departments, problems).Check(written);
        return problems.Count == before && departments.ById(written.Lead) is { } lead && written.Matters is { } matters
            ? FieldChecks.Make(file, written, lead, matters)
            : null;
    }

    private static void Unique(FieldRule rule, MapNode root, List<FieldRule> others, List<ConfigurationProblem> problems)
    {
        if (others.Find(x => TextFold.SameKey(x.Field, rule.Field)) is { } same)
        {
            problems.Add(ConfigurationProblem.At(root.At("field"), $"监管领域“{rule.Field}”与 {same.File} 重复", "合并为一个文件，或改名"));
        }

        if (others.Find(x => x.Order == rule.Order) is { } place)
        {
            problems.Add(ConfigurationProblem.At(root.At("order"), $"序号 {rule.Order} 与 {place.File} 重复", "改用未使用的序号"));
        }
    }
}
