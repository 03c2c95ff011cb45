using Gateway.Adapters.Configuration;
using Gateway.Adapters.Mappings;
using Gateway.Contracts;
using Gateway.UnitTests.Configuration;
using Xunit;

namespace Gateway.UnitTests.Mappings;

/// <summary>Rules as they are written in a profile or county file.</summary>
public sealed class FieldRuleYamlTests : IDisposable
{
    private const string File = "profiles/city.yaml";

    private const string Text =
        """
        extends: gamma
        baseAddress: https://city.invalid/
        fields:
          itemCode: 事项编码
          itemName: {from: [事项名称, 名称], steps: [trim, firstOf, fold]}
          effectiveOn:
            from: 生效日期
            steps:
              - date: {formats: [yyyyMMdd, excel], to: date}
            onError: keep
          level:
            from: 层级
            steps:
              - codes:
                  map: {"1": 省, "2": 市}
                  until: "2026-12-31"
                  unknown: keep
              - split: "、"
              - regex: "(.)级?"
          state: {constant: "1"}
        """;

    private readonly TestFolder _folder = new();

    public FieldRuleYamlTests() => _folder.With(File, Text)
        .Change(TestFolder.CountyFile, "  matter:\n    profile: alpha-rest", "  matter:\n    profile: city")
        .Set("Gateway__Profiles__City__Token", "canary-city");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Short_and_long_forms_mean_the_same_rule()
    {
        var fields = Options().Fields;

        Assert.Equal(["id"], fields["identity"].From!);
        Assert.Equal(["事项编码"], fields["itemCode"].From!);
        Assert.Equal(["事项名称", "名称"], fields["itemName"].From!);
        Assert.Equal([true, null, null], fields["itemName"].Steps!.Select(step => step.Trim));
        Assert.Equal(["yyyyMMdd", "excel"], fields["effectiveOn"].Steps![0].Date!.Formats);
        Assert.Equal(OnMappingError.Keep, fields["effectiveOn"].OnError);
        var codes = fields["level"].Steps![0].Codes!;
        Assert.Equal(("省", new DateOnly(2026, 12, 31), OnMappingError.Keep), (codes.Map!["1"], codes.Until, codes.Unknown));
        Assert.Equal(("、", "(.)级?", "1"), (fields["level"].Steps![1].Split!.By, fields["level"].Steps![2].Regex!.Pattern, fields["state"].Constant));
    }

    [Fact]
    public void A_county_replaces_a_rename_and_a_variable_goes_before()
    {
        _folder.Change(
            TestFolder.CountyFile, "- beta",
            "- beta\nprofiles:\n  city:\n    fields:\n      itemCode: {from: CODE, required: true}\n      itemName: MC\n");
        _folder.Set("Gateway__Counties__610502__Profiles__City__Fields__State", "ZT");

        var fields = Options().Fields;

        Assert.Equal(["CODE"], fields["itemCode"].From!);
        Assert.True(fields["itemCode"].Required);
        Assert.Equal(["MC"], fields["itemName"].From!);
        Assert.Null(fields["itemName"].Steps);
        Assert.Equal(["ZT"], fields["state"].From!);
        Assert.Null(fields["state"].Constant);
    }

    [Fact]
    public void The_effective_values_know_the_line_of_a_short_form()
    {
        var catalog = Assert.IsType<CatalogLoad.Loaded>(_folder.Load(TestGenericProfile.WithTwo)).Catalog;

        Assert.Equal(
            ("事项编码", $"{File}:4"),
            catalog.Effective.Where(x => x.Path == "profiles.city.fields.itemCode.from[0]").Select(x => (x.Value, x.Origin.ToString())).Single());
        Assert.Equal("true", catalog.Effective.Single(x => x.Path == "profiles.city.fields.itemName.steps[0].trim").Value);
    }

    [Theory]
    [InlineData("itemCode: 事项编码", "itemKode: 事项编码", 4, "没有字段“itemKode”", "改正")]
    [InlineData("[trim, firstOf, fold]", "[trimm]", 5, "未知的配置项“fields.itemName.steps[0].trimm”", "是否应为“trim”")]
    [InlineData("[trim, firstOf, fold]", "[join, firstOf]", 5, "“fields.itemName.steps”：firstOf、join 只用于多个来源字段", "改正")]
    [InlineData("[yyyyMMdd, excel]", "[yyyyMMDD]", 9, "“fields.effectiveOn.steps[0].date.formats”的值不符合要求", "日期格式无效")]
    [InlineData("to: date}", "to: datum}", 9, "“fields.effectiveOn.steps[0].date.to”的值“datum”不符合要求", "日期格式无效")]
    [InlineData("\"(.)级?\"", "\"(.级?\"", 19, "“fields.level.steps[2].regex.pattern”的值“(.级?”不符合要求", "正则")]
    [InlineData("unknown: keep", "unknown: drop", 17, "“fields.level.steps[0].codes.unknown”的值“drop”无效", "Reject、Keep、Empty")]
    [InlineData("until: \"2026-12-31\"", "until: 明年", 16, "“fields.level.steps[0].codes.until”的值“明年”无效", "日期")]
    [InlineData("{constant: \"1\"}", "{constant: \"1\", from: 状态}", 20, "“fields.state.from”：from（来源字段）与 constant（固定值）须写且只写其一", "改正")]
    [InlineData("{constant: \"1\"}", "{required: true}", 20, "“fields.state.from”：from（来源字段）与 constant", "改正")]
    [InlineData("- split: \"、\"", "- {split: \"、\", trim: true}", 18, "“fields.level.steps[1].trim”：一个步骤写且只写一项", "改正")]
    public void A_bad_rule_is_reported_with_its_line(string from, string to, int line, string what, string remedy)
    {
        var problem = Assert.Single(Assert.IsType<CatalogLoad.Refused>(_folder.Change(File, from, to).Load(TestGenericProfile.WithTwo)).Problems);

        Assert.Equal((File, line), (problem.File, problem.Line));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
    }

    private GammaOptions Options() => _folder.Load(TestGenericProfile.WithTwo) switch
    {
        CatalogLoad.Loaded loaded => (GammaOptions)Assert.IsType<TestSource>(loaded.Catalog.SourceOf("610502", Feed.Matter)).Options,
        CatalogLoad.Refused refused => throw new ConfigurationRefused(refused.Problems),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
