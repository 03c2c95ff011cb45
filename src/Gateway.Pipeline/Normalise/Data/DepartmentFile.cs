using Gateway.Pipeline.Normalise.Values;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Gateway.Pipeline.Normalise.Data;

/// <summary>Reads departments.yaml. An unknown key is an error of the parser; what the parser can't see is checked here, all at once.</summary>
public static class DepartmentFile
{
    /// <exception cref="YamlException">Not YAML, or a key that is not known; it carries line and column.</exception>
    /// <exception cref="FormatException">An id or name missing, an id or pattern used twice, a pattern that is too short.</exception>
    public static DepartmentDictionary Read(TextReader yaml)
    {
        var document = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build()
            .Deserialize<Document?>(yaml) ?? new Document();
        var problems = new List<string>();
        problems.AddRange(document.Departments.Where(entry => entry.Id.Length == 0 || entry.Name.Length < 2).Select(entry => $"部门“{entry.Id}{entry.Name}”缺少 id 或名称"));
        problems.AddRange(document.Departments.GroupBy(entry => entry.Id).Where(group => group.Count() > 1).Select(group => $"部门 id {group.Key} 重复"));
        problems.AddRange(document.Departments
            .SelectMany(entry => entry.Patterns.Append(entry.Name).Select(TextFold.Key).Distinct())
            .Concat(document.PassedOver.Select(TextFold.Key))
            .GroupBy(word => word)
            .Where(group => group.Count() > 1 || group.Key.Length < 2)
            .Select(group => $"名称模式“{group.Key}”重复或少于两个字"));
        if (problems.Count > 0)
        {
            throw new FormatException("departments.yaml：" + string.Join("；", problems));
        }

        return new DepartmentDictionary([.. document.Departments.Select(entry => new DepartmentKind(entry.Id, entry.Name, entry.Patterns))], document.PassedOver);
    }

    private sealed class Document
    {
        public List<Entry> Departments { get; set; } = [];

        public List<string> PassedOver { get; set; } = [];
    }

    private sealed class Entry
    {
        public string Id { get; set; } = "";

        public string Name { get; set; } = "";

        public List<string> Patterns { get; set; } = [];
    }
}
