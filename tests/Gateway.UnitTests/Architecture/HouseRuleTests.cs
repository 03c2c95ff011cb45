using System.Text.RegularExpressions;
using Xunit;

namespace Gateway.UnitTests.Architecture;

/// <summary>What every file of the house keeps to.</summary>
public sealed partial class HouseRuleTests
{
    private const int MostLines = 300;
    private const int MostReadmeLines = 15;

    /// <summary>SQL outside a Store, each with its reason.</summary>
    private static readonly Dictionary<string, string> SqlElsewhere = new()
    {
        ["Migrator"] = "runs the scripts",
        ["AuditLog"] = "is the store of audit_entry under the name that everybody uses",
        ["AuditEntryReader"] = "streams COPY bytes and hashes them where they lie",
    };

    [Fact]
    public void No_file_is_longer_than_300_lines()
    {
        var wrong = House.AllCode.Select(x => (x.Path, Lines: x.Lines.Count)).Where(x => x.Lines > MostLines).Select(x => $"{x.Path} ({x.Lines})").ToList();
        Assert.True(wrong.Count == 0, $"{string.Join(", ", wrong)}: longer than {MostLines} lines. A file does one thing; split it by what it does.");
    }

    [Fact]
    public void No_type_is_called_after_nothing()
    {
        var wrong = House.AllCode.SelectMany(x => Empty().Matches(x.Text).Select(y => $"{x.Path}: {y.Groups[1].Value}")).ToList();
        Assert.True(wrong.Count == 0, $"{string.Join(", ", wrong)}: Manager, Helper, Utils and Common say nothing; name the role (…Store, …Options, …Outcome, …Job).");
    }

    [Fact]
    public void Sql_lives_in_stores()
    {
        var wrong = House.Files("src", ".cs").Where(x => !x.Path.StartsWith("src/Gateway.Sandbox/", StringComparison.Ordinal))
            .Where(x => !x.Name.EndsWith("Store", StringComparison.Ordinal) && !SqlElsewhere.ContainsKey(x.Name) && Sql().IsMatch(x.Text))
            .Select(x => x.Path).ToList();
        Assert.True(wrong.Count == 0, $"{string.Join(", ", wrong)} must not hold SQL: put it into the …Store of its folder, with parameters.");
    }

    [Fact]
    public void The_pipeline_knows_no_platform_by_name()
    {
        var wrong = House.Files("src/Gateway.Pipeline", ".cs", ".sql").SelectMany(x => Platform().Matches(x.Text).Select(y => $"{x.Path}: {y.Value}")).ToList();
        Assert.True(wrong.Count == 0, $"{string.Join(", ", wrong)}: the pipeline routes by traits and ports; what is one platform's belongs into its profile.");
    }

    public static TheoryData<string> Folders =>
    [
        .. Directory.EnumerateDirectories(Path.Combine(House.Root, "src", "Gateway.Pipeline")).Concat(Directory.EnumerateDirectories(Path.Combine(House.Root, "adapters"), "Gateway.Adapters.*"))
            .Where(x => Directory.EnumerateFiles(x, "*.cs").Any() || Directory.EnumerateDirectories(x).Any(y => Directory.EnumerateFiles(y, "*.cs").Any()))
            .Select(x => Path.GetRelativePath(House.Root, x)).Where(x => !x.EndsWith("/bin", StringComparison.Ordinal) && !x.EndsWith("/obj", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_stage_and_profile_says_what_it_is_in_15_lines(string folder)
    {
        var file = Path.Combine(House.Root, folder, "README.md");
        Assert.True(File.Exists(file), $"{folder} has no README.md: in, out, tables, retries, what an operator can do.");
        var lines = File.ReadAllLines(file).Length;
        Assert.True(lines <= MostReadmeLines, $"{folder}/README.md has {lines} lines: {MostReadmeLines} are enough, the code says the rest.");
    }

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine()
    {
        string[] places = ["/" + "work/", "/" + "home/", "/" + "Users/"];
        var wrong = House.AllCode.Concat(House.Files("adapters", ".yaml", ".md")).Concat(House.Files("src", ".md", ".sql", ".txt"))
            .Where(x => places.Any(y => x.Text.Contains(y, StringComparison.Ordinal))).Select(x => x.Path).ToList();
        Assert.True(wrong.Count == 0, $"{string.Join(", ", wrong)} names a folder of one machine: take it from the environment, or relative to the repository.");
    }

    [GeneratedRegex(@"\b(?:class|record|struct|interface|enum)\s+(\w*(?:Manager|Helpers?|Utils?|Utility|Common))\b")]
    private static partial Regex Empty();

    [GeneratedRegex("\"\\s*(?:select\\s+(?!1\")[\\w*(]|insert\\s+into\\s|update\\s+\\w+\\s+(?:\\w+\\s+)?set\\s|delete\\s+from\\s|with\\s+\\w+\\s+as\\s*\\(|copy\\s+[\\w({]|truncate\\s|create\\s+(?:temp\\s+)?table\\s)")]
    private static partial Regex Sql();

    [GeneratedRegex("exchange-?rest|double-?random|gjgxjhpt|x-tif-|s_610000|\"publicity\"|\"credit\"|sandbox", RegexOptions.IgnoreCase)]
    private static partial Regex Platform();
}
