using Gateway.Pipeline.Normalise.Data;
using Gateway.Pipeline.Normalise.Values;
using Xunit;

namespace Gateway.UnitTests.Normalise;

public sealed class DepartmentDictionaryTests
{
    private static readonly DepartmentDictionary Dictionary = ReferenceFiles.Departments();

    [Theory]
    [InlineData("渭南市市场监督管理局", "market-regulation")]
    [InlineData("大荔县市場監督管理局", "market-regulation")]
    [InlineData("市监局", "market-regulation")]
    [InlineData("临渭区城市管理执法局", "urban-management")]
    [InlineData("渭南市住房和城乡建设局", "housing-construction")]
    [InlineData("国家税务总局华州区税务局", "tax")]
    [InlineData("大荔县教育体育局", "education")]
    [InlineData("渭南市体育局", "sports")]
    [InlineData("韩城市文化和旅游局", "culture-tourism")]
    [InlineData("渭南市公安局交通警察支队", "public-security")]
    [InlineData("渭南海关", "customs")]
    [InlineData("渭南市地方金融监督管理局", "local-finance")]
    [InlineData("渭南市 消防救援支队", "fire-rescue")]
    [InlineData("合阳县科技和工业信息化局", "industry-information")]
    [InlineData("市人力资源社会保障局", "human-resources")]
    [InlineData("渭南市生态环境局潼关分局", "ecology-environment")]
    [InlineData("县民政局", "civil-affairs")]
    [InlineData("富平县人民政府", null)]
    [InlineData("渭南市监察委员会", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Names_tell_the_kind(string? name, string? id) => Assert.Equal(id, Dictionary.Match(name)?.Id);

    [Fact]
    public void Several_departments_in_a_cell_come_in_their_order() =>
        Assert.Equal(
            ["culture-tourism", "health", "press-publication", "fire-rescue"],
            Dictionary.MatchAll("文化和旅游或卫生健康或宣传部门、消防救援机构，文旅").Select(kind => kind.Id));

    [Fact]
    public void Every_kind_is_found_by_its_own_name_and_patterns()
    {
        Assert.InRange(Dictionary.Kinds.Count, 35, 60);
        Assert.All(Dictionary.Kinds, kind => Assert.All(
            kind.Patterns.Append(kind.Name), name => Assert.Same(kind, Dictionary.Match("渭南市" + name))));
        Assert.All(Dictionary.Kinds, kind => Assert.Same(kind, Dictionary.ById(kind.Id)));
    }

    [Fact]
    public void Every_department_that_the_plan_names_has_a_kind()
    {
        var plan = File.ReadAllText(ReferenceFiles.Shared("plan.txt"));
        string[] named = ["市市场监管局", "市行政审批局", "市委编办", "市司法局", "市委网信办", "市发展改革委", "市教育局", "市卫生健康委", "市民政局",
            "市商务局", "市住建局", "市应急局", "市人社局", "市医保局", "市住房城乡建设局", "市人力资源社会保障局"];
        Assert.All(named, name =>
        {
            Assert.Contains(name, plan, StringComparison.Ordinal);
            Assert.NotNull(Dictionary.Match(name));
        });
    }

    [Fact]
    public void Mistakes_in_the_file_are_reported_together()
    {
        const string Yaml = """
            departments:
              - { id: a, name: 教育局, patterns: [教育] }
              - { id: a, name: 体育局, patterns: [教 育, 体] }
            """;
        var failure = Assert.Throws<FormatException>(() => DepartmentFile.Read(new StringReader(Yaml)));
        Assert.All(["id a 重复", "“教育”", "“体”"], part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
    }
}
