using System.Globalization;
using Gateway.Pipeline.Normalise.Values;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Gateway.Pipeline.Normalise.Data;

/// <summary>Reads areas.yaml. An unknown key is an error of the parser; what the parser can't see is checked here, all at once.</summary>
public static class AreaFile
{
    /// <exception cref="YamlException">Not YAML, or a key that is not known; it carries line and column.</exception>
    /// <exception cref="FormatException">Codes that are not six digits, a city that is not listed, words that are too short.</exception>
    public static AreaDirectory Read(TextReader yaml)
    {
        var document = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build()
            .Deserialize<Document?>(yaml) ?? new Document();
        var problems = new List<string>();
        var areas = document.Areas.Select(area => Area(area, problems)).ToList();
        if (areas.All(area => area.Code != document.City))
        {
            problems.Add($"城市代码 {document.City} 不在 areas 列表中");
        }

        if (problems.Count > 0)
        {
            throw new FormatException("areas.yaml：" + string.Join("；", problems));
        }

        return new AreaDirectory(document.City, areas, document.Elsewhere);
    }

    private static AreaDefinition Area(AreaEntry entry, List<string> problems)
    {
        if (entry.Name.Length == 0)
        {
            problems.Add($"{entry.Code} 缺少名称");
        }

        foreach (var word in entry.Words.Concat(entry.Towns).Where(word => word.Length < 2))
        {
            problems.Add($"{entry.Code} 的地名“{word}”少于两个字");
        }

        foreach (var code in entry.Aliases.Select(alias => alias.Code).Prepend(entry.Code).Where(code => !IsCode(code)))
        {
            problems.Add($"“{code}”不是六位行政区划代码（须加引号）");
        }

        return new AreaDefinition(entry.Code, entry.Name, [.. entry.Aliases.Select(alias => Alias(alias, problems))], entry.Words, entry.Towns);
    }

    private static AreaAlias Alias(AliasEntry entry, List<string> problems)
    {
        DateOnly? since = null;
        if (entry.Since.Length > 0)
        {
            if (DateOnly.TryParseExact(entry.Since, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                since = day;
            }
            else
            {
                problems.Add($"{entry.Code} 的生效日期“{entry.Since}”不是 yyyy-MM-dd");
            }
        }

        return new AreaAlias(entry.Code, entry.Name, since);
    }

    private static bool IsCode(string code) => code.Length == 6 && code.All(char.IsAsciiDigit);

    private sealed class Document
    {
        public string City { get; set; } = "";

        public List<AreaEntry> Areas { get; set; } = [];

        public List<string> Elsewhere { get; set; } = [];
    }

    private sealed class AreaEntry
    {
        public string Code { get; set; } = "";

        public string Name { get; set; } = "";

        public List<AliasEntry> Aliases { get; set; } = [];

        public List<string> Words { get; set; } = [];

        public List<string> Towns { get; set; } = [];
    }

    private sealed class AliasEntry
    {
        public string Code { get; set; } = "";

        public string Name { get; set; } = "";

        public string Since { get; set; } = "";
    }
}
