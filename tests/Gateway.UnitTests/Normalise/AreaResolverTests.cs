using Gateway.Pipeline.Normalise.Data;
using Gateway.Pipeline.Normalise.Values;
using Xunit;

namespace Gateway.UnitTests.Normalise;

public sealed class AreaResolverTests
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    private static readonly AreaResolver Resolver = new(ReferenceFiles.Areas());

    [Theory]
    [InlineData("610503", "610503", null, AreaVerdict.Exact, "610503")]
    [InlineData("610503", " ６１０５０３", null, AreaVerdict.Exact, "610503")]
    [InlineData("610503", "610521", null, AreaVerdict.Alias, "610503")]
    [InlineData("610500", "610594", null, AreaVerdict.Alias, "610500")]
    [InlineData("610500", "610501", null, AreaVerdict.Alias, "610500")]
    [InlineData("610502", "610592", null, AreaVerdict.Alias, "610500")]
    [InlineData("610523", "610523101", null, AreaVerdict.Alias, "610523")]
    [InlineData("610503", "610521101000", null, AreaVerdict.Alias, "610503")]
    [InlineData("610523", "999999", "陕西省渭南市大荔县许庄镇", AreaVerdict.ByAddress, "610523")]
    [InlineData("610523", "", "大荔縣許莊鎮", AreaVerdict.ByAddress, "610523")]
    [InlineData("610503", "610000", "华县瓜坡镇", AreaVerdict.ByAddress, "610503")]
    [InlineData("610503", "610502", "华州区杏林镇", AreaVerdict.ByAddress, "610503")]
    [InlineData("610503", "610502", "站北路10号", AreaVerdict.Unresolved, null)]
    [InlineData("610523", "999999", "某路1号", AreaVerdict.Unresolved, null)]
    [InlineData("610523", "999999", null, AreaVerdict.Unresolved, null)]
    [InlineData("610523", null, null, AreaVerdict.Unresolved, null)]
    [InlineData("610523", "61052", "", AreaVerdict.Unresolved, null)]
    public void A_rows_area_is_found_by_code_then_by_address(string feed, string? code, string? address, AreaVerdict verdict, string? area) =>
        Assert.Equal(new AreaReading(verdict, area), Resolver.Resolve(feed, code, address, null, Today));

    [Fact]
    public void The_operating_address_comes_before_the_registered_one() =>
        Assert.Equal("610526", Resolver.Resolve("610500", "0", "蒲城县孙镇", "大荔县许庄镇", Today).Area);

    [Fact]
    public void The_registered_address_helps_where_the_operating_one_says_nothing() =>
        Assert.Equal("610523", Resolver.Resolve("610500", "0", "三楼东侧", "大荔县许庄镇", Today).Area);

    [Fact]
    public void An_alias_counts_from_its_day()
    {
        Assert.Equal(AreaVerdict.Alias, Resolver.Resolve("610503", "610521", null, null, new DateOnly(2015, 10, 1)).Verdict);
        Assert.Equal(AreaVerdict.Unresolved, Resolver.Resolve("610503", "610521", null, null, new DateOnly(2015, 9, 30)).Verdict);
    }

    [Theory]
    [InlineData("周家乡周家村", "610502")]
    [InlineData("尧山路东段", null)]
    [InlineData("兴镇街道", "610526")]
    [InlineData("复兴镇街道", null)]
    [InlineData("苏坊镇东大街", "610526")]
    [InlineData("坊镇街", "610524")]
    [InlineData("城关街道", null)]
    [InlineData("韩城西庄镇", "610581")]
    [InlineData("渭南市韩城路3号", "610500")]
    [InlineData("陕西省渭南市临渭区韩城路3号", "610502")]
    [InlineData("陕西省渭南市经济技术开发区龙背镇侯家村", "610500")]
    [InlineData("渭南高新技术产业开发区崇业路", "610500")]
    [InlineData("陕西省渭南市华阴市华山景区", "610582")]
    [InlineData("陕西省渭南市华山景区河南村口", "610500")]
    [InlineData("陕西省西安市高新技术产业开发区", null)]
    [InlineData("陕西省西安市大荔县商会", null)]
    [InlineData("渭南市站北路10号", "610500")]
    [InlineData("", null)]
    public void Addresses_may_leave_province_and_city_out(string address, string? area) => Assert.Equal(area, Resolver.ByAddress(address));

    [Fact]
    public void The_directory_holds_the_city_its_eleven_counties_and_136_towns()
    {
        var areas = ReferenceFiles.Areas().Areas;
        Assert.Equal(12, areas.Count);
        Assert.Equal(["610501", "610592", "610593", "610594"], areas.Single(area => area.Code == "610500").Aliases.Select(alias => alias.Code));
        var shared = ReferenceFiles.Csv(ReferenceFiles.Shared("data", "weinan_regions.csv")).Where(row => row["level"] == "township").ToList();
        Assert.Equal(136, shared.Count);
        Assert.All(shared, town => Assert.Contains(town["name"], areas.Single(area => area.Code == town["parent"]).Towns));
    }

    [Fact]
    public void A_code_that_stands_for_two_areas_is_refused()
    {
        var one = new AreaDefinition("610502", "临渭区", [new AreaAlias("610521", "华县", null)], [], []);
        var two = new AreaDefinition("610503", "华州区", [new AreaAlias("610521", "华县", null)], [], []);
        Assert.Throws<ArgumentException>(() => new AreaResolver(new AreaDirectory("610502", [one, two], [])));
    }

    [Fact]
    public void Mistakes_in_the_file_are_reported_together()
    {
        const string Yaml = """
            city: "610500"
            areas:
              - code: "61050"
                name: ""
                aliases:
                  - { code: "abc", name: x, since: "2015/10/1" }
                words: [县]
            """;
        var failure = Assert.Throws<FormatException>(() => AreaFile.Read(new StringReader(Yaml)));
        Assert.All(["61050", "缺少名称", "abc", "2015/10/1", "“县”", "610500"], part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
        Assert.Throws<YamlDotNet.Core.YamlException>(() => AreaFile.Read(new StringReader("citty: x")));
    }
}
