using Gateway.Adapters.Configuration;
using Gateway.Contracts;
using Xunit;

namespace Gateway.UnitTests.Configuration;

public sealed class AdapterCatalogTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_area_is_as_its_file_says()
    {
        var area = Assert.Single(_folder.Catalog().Areas);

        Assert.Equal(("610502", "临渭区", "县", "9 6 * * *"), (area.Area, area.Name, area.Level, area.CompileCron));
        Assert.Equal(
            [new(Feed.Matter, "alpha-rest", "5 6 * * *", "2 1 * * 1", TimeSpan.FromMinutes(10), 0.2),
             new FeedSettings(Feed.Subject, "alpha-rest", "6 * * * *", "7 1 * * 1", TimeSpan.FromMinutes(10), 0.2)],
            area.Feeds);
        Assert.Null(area.ApiKeyHash);
    }

    [Fact]
    public void Sources_and_sinks_are_made_once_for_an_area_and_profile()
    {
        var catalog = _folder.Catalog();

        Assert.NotNull(catalog.SourceOf("610502", Feed.Matter));
        Assert.Same(catalog.SourceOf("610502", Feed.Matter), catalog.SourceOf("610502", Feed.Subject));
        Assert.Same(catalog.SinksOf("610502")[0], catalog.SinksOf("610502")[0]);
        Assert.Equal(["alpha-rest", "beta"], catalog.SinksOf("610502").Select(sink => sink.Target));
    }

    [Fact]
    public void What_an_area_does_not_have_is_nothing()
    {
        var catalog = _folder.Catalog();

        Assert.Null(catalog.SourceOf("610502", Feed.Plan));
        Assert.Null(catalog.SourceOf("610503", Feed.Matter));
        Assert.Empty(catalog.SinksOf("610503"));
    }

    [Fact]
    public void Areas_are_in_the_order_of_their_codes()
    {
        _folder.With("counties/610500-weinan.yaml", TestFolder.County.Replace("610502\"", "610500\"", StringComparison.Ordinal));

        Assert.Equal(["610500", "610502"], _folder.Catalog().Areas.Select(area => area.Area));
    }

    [Theory]
    [InlineData("Gateway__Counties__610502__Profiles__AlphaRest__AppKey", "own", "610502/alpha-rest")]
    [InlineData("Gateway__Counties__610502__Profiles__AlphaRest__BaseAddress", "http://127.0.0.1:9/", "610502/alpha-rest")]
    [InlineData("Gateway__Counties__610502__Profiles__AlphaRest__PageSize", "9", "alpha-rest")]
    [InlineData("Gateway__Profiles__AlphaRest__AppKey", "all", "alpha-rest")]
    public void Credentials_are_shared_unless_an_area_has_its_own(string variable, string value, string scope)
    {
        var catalog = _folder.Set(variable, value).Catalog();

        var source = Assert.IsType<TestSource>(catalog.SourceOf("610502", Feed.Matter));
        var sink = Assert.IsType<TestSink>(catalog.SinksOf("610502")[0]);
        Assert.Equal((scope, scope), (source.Context.CredentialScope, sink.Context.CredentialScope));
    }

    [Fact]
    public void An_adapter_knows_its_area()
    {
        _folder.Change(TestFolder.CountyFile, "- beta", "- beta\nexemptByRule:\n  beta: true");

        var context = Assert.IsType<TestSink>(_folder.Catalog().SinksOf("610502")[1]).Context;

        Assert.Equal(
            ("610502", "临渭区", "610502", "示例单位", "11610502XN61050266"),
            (context.Area, context.AreaName, context.CdSource, context.DataSourceName, context.DataSourceUscc));
        Assert.True(context.ExemptByRule["beta"]);
    }

    [Fact]
    public void The_version_changes_with_what_has_effect_and_with_nothing_else()
    {
        var version = _folder.Catalog().Version;
        Assert.Matches("^[0-9a-f]{64}$", version);

        _folder.Change("profiles/alpha-rest.yaml", "pageSize: 400", "# 注释\npageSize: 400\ntimeout: 0.5m").Set("Gateway__Profiles__Beta__Token", "other");
        Assert.Equal(version, _folder.Catalog().Version);

        _folder.Set("Gateway__Profiles__AlphaRest__PageSize", "399");
        Assert.NotEqual(version, _folder.Catalog().Version);
    }

    [Fact]
    public void Effective_values_say_where_they_come_from_and_hold_no_secret()
    {
        var effective = _folder.Set("Gateway__Counties__610502__ApiKey", "canary-api").Catalog().Effective
            .ToDictionary(setting => setting.Path, setting => (setting.Value, Origin: setting.Origin.ToString()));

        Assert.Equal(("5 6 * * *", "counties/610502-linwei.yaml:11"), effective["feeds.matter.cron"]);
        Assert.Equal(("00:10:00", "程序默认值"), effective["feeds.matter.overlap"]);
        Assert.Equal(("beta", "counties/610502-linwei.yaml:21"), effective["targets[1]"]);
        Assert.Equal(("01", "profiles/alpha-rest.yaml:4"), effective["profiles.alpha-rest.codes.Good"]);
        Assert.Equal(("2", "程序默认值"), effective["profiles.alpha-rest.codes.Bad"]);
        Assert.Equal(("300", "profiles/alpha-rest.yaml:7"), effective["profiles.alpha-rest.limits.maxRows"]);
        Assert.Equal(("（已设置）", "Gateway__Profiles__AlphaRest__AppKey"), effective["profiles.alpha-rest.appKey"]);
        Assert.Equal(("（已设置）", "Gateway__Counties__610502__ApiKey"), effective["apiKey"]);
        Assert.DoesNotContain(effective.Values, setting => setting.Value.Contains("canary", StringComparison.Ordinal));
    }
}
