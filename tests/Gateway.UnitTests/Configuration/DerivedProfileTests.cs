using Gateway.Adapters.Configuration;
using Gateway.Contracts;
using Xunit;

namespace Gateway.UnitTests.Configuration;

/// <summary>Profiles that exist because of a file.</summary>
public sealed class DerivedProfileTests : IDisposable
{
    private const string File = "profiles/city-exchange.yaml";

    private const string Text =
        """
        extends: gamma
        baseAddress: https://city.invalid/
        kinds: ["03"]
        targets:
          default:
            path: results
          notices:
            path: notices
            public: true
        """;

    private readonly TestFolder _folder = new();

    public DerivedProfileTests() => _folder
        .With(File, Text)
        .Change(TestFolder.CountyFile, "  matter:\n    profile: alpha-rest", "  matter:\n    profile: city-exchange")
        .Change(TestFolder.CountyFile, "  - beta", "  - city-exchange\n  - city-exchange.notices")
        .Set("Gateway__Profiles__CityExchange__Token", "canary-city");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_makes_a_profile_with_a_name_and_targets_of_its_own()
    {
        var catalog = Catalog();

        var source = Assert.IsType<TestSource>(catalog.SourceOf("610502", Feed.Matter));
        Assert.Equal("city-exchange", source.Profile);
        Assert.Equal(["alpha-rest", "city-exchange", "city-exchange.notices"], catalog.SinksOf("610502").Select(sink => sink.Target));
        var options = (GammaOptions)source.Options;
        Assert.Equal(["03"], options.Kinds);
        Assert.Equal(("canary-city", "notices", true), (options.Token, options.Targets["notices"].Path, options.Targets["notices"].Public));
    }

    [Fact]
    public void A_county_says_only_what_differs_and_its_variables_go_before()
    {
        _folder.Change(
                TestFolder.CountyFile, "  - city-exchange\n",
                "  - city-exchange\nprofiles:\n  city-exchange:\n    pageSize: 7\n    kinds: []\n    targets:\n      notices:\n        path: other\n"
                + "exemptByRule:\n  city-exchange: true\n")
            .Change(TestFolder.CountyFile, "\n  - city-exchange.notices", "");
        _folder.Set("Gateway__Counties__610502__Profiles__CityExchange__PageSize", "8");

        var options = (GammaOptions)Assert.IsType<TestSource>(Catalog().SourceOf("610502", Feed.Matter)).Options;

        Assert.Equal((8, "other", true), (options.PageSize, options.Targets["notices"].Path, options.Targets["notices"].Public));
        Assert.Empty(options.Kinds);
    }

    [Fact]
    public void Two_files_of_one_generic_profile_know_nothing_of_each_other()
    {
        _folder.With("profiles/other.yaml", Text.Replace("city.invalid", "other.invalid", StringComparison.Ordinal))
            .Set("Gateway__Profiles__Other__Token", "canary-other")
            .Change(TestFolder.CountyFile, "- city-exchange.notices", "- other.notices");

        var sinks = Catalog().SinksOf("610502").OfType<TestSink>().ToDictionary(sink => sink.Target, sink => sink.Options as GammaOptions);

        Assert.Equal(("canary-city", "canary-other"), (sinks["city-exchange"]!.Token, sinks["other.notices"]!.Token));
        Assert.Equal("city.invalid", sinks["city-exchange"]!.BaseAddress!.Host);
    }

    [Fact]
    public void What_it_extends_is_among_the_effective_values()
    {
        var extends = Assert.Single(Catalog().Effective, setting => setting.Path == "profiles.city-exchange.extends");

        Assert.Equal(("gamma", $"{File}:1"), (extends.Value, extends.Origin.ToString()));
    }

    [Theory]
    [InlineData("extends: gamma", "extends: gama", 1, "没有名为“gama”的通用档案", "是否应为“gamma”")]
    [InlineData("extends: gamma", "extends: alpha-rest", 1, "没有名为“alpha-rest”的通用档案", "gamma")]
    [InlineData("extends: gamma", "extends: [gamma]", 1, "“extends”的形式不对", "gamma")]
    [InlineData("extends: gamma\n", "", 1, "没有名为“city-exchange”的平台档案", "extends: gamma")]
    [InlineData("  notices:", "  Notices.x:", 7, "“Notices.x”不能作目标的名称", "小写字母")]
    [InlineData("    path: notices", "    pth: notices", 8, "未知的配置项“targets.notices.pth”", "是否应为“path”")]
    public void A_mistake_in_the_file_is_reported_once_and_where_it_stands(string from, string to, int line, string what, string remedy)
    {
        if (to.Contains("Notices", StringComparison.Ordinal))
        {
            _folder.Change(TestFolder.CountyFile, "\n  - city-exchange.notices", "");
        }

        var problem = Assert.Single(Problems(_folder.Change(File, from, to)), problem => !problem.What.Contains("必填", StringComparison.Ordinal));

        Assert.Equal((File, line), (problem.File, problem.Line));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
        Assert.Contains(remedy, problem.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("profiles/gamma.yaml", "pageSize: 1", 1, "“gamma”是通用档案，不能直接使用")]
    [InlineData("profiles/alpha-rest.yaml", "extends: gamma\nbaseAddress: https://alpha.invalid/", 1, "“alpha-rest”是程序自带的平台档案")]
    [InlineData("profiles/City.yaml", "extends: gamma", 1, "文件名“City”不能作平台档案的名称")]
    [InlineData("profiles/cityexchange.yaml", "extends: gamma", 1, "与平台档案“city-exchange”在环境变量中同名")]
    public void A_name_that_can_not_be_a_profile_is_reported(string file, string text, int line, string what)
    {
        var problem = Assert.Single(Problems(_folder.With(file, text)));

        Assert.Equal((file, line), (problem.File, problem.Line));
        Assert.Contains(what, problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_county_that_adds_a_target_or_names_one_that_is_not_there_is_told()
    {
        _folder.Change(
            TestFolder.CountyFile, "  - city-exchange.notices",
            "  - city-exchange.notises\nprofiles:\n  city-exchange:\n    targets:\n      more:\n        path: x");

        var problems = Problems(_folder);

        Assert.Equal([22, 26], problems.Select(problem => problem.Line));
        Assert.Contains("是否应为“city-exchange.notices”", problems[0].Remedy, StringComparison.Ordinal);
        Assert.Contains("没有目标“more”", problems[1].What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_secret_is_named_with_the_variable_to_set()
    {
        var problem = Assert.Single(Problems(_folder.Set("Gateway__Profiles__CityExchange__Token", null)));

        Assert.Equal(File, problem.File);
        Assert.Contains("Gateway__Profiles__CityExchange__Token", problem.Remedy, StringComparison.Ordinal);
    }

    private AdapterCatalog Catalog() => _folder.Load(TestGenericProfile.WithTwo) switch
    {
        CatalogLoad.Loaded loaded => loaded.Catalog,
        CatalogLoad.Refused refused => throw new ConfigurationRefused(refused.Problems),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static IReadOnlyList<ConfigurationProblem> Problems(TestFolder folder) =>
        Assert.IsType<CatalogLoad.Refused>(folder.Load(TestGenericProfile.WithTwo)).Problems;
}
