using Gateway.Contracts;
using Xunit;

namespace Gateway.UnitTests.Configuration;

public sealed class PrecedenceTests : IDisposable
{
    private const string Wide = "Gateway__Profiles__AlphaRest__";
    private const string Narrow = "Gateway__Counties__610502__Profiles__AlphaRest__";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_level_goes_before_the_one_below()
    {
        _folder.With("profiles/alpha-rest.yaml", "baseAddress: https://alpha.invalid/api\n");
        Assert.Equal((500, "程序默认值"), PageSize());

        _folder.With("profiles/alpha-rest.yaml", TestFolder.Alpha);
        Assert.Equal((400, "profiles/alpha-rest.yaml:2"), PageSize());

        _folder.Change(TestFolder.CountyFile, "- beta", "- beta\nprofiles:\n  alpha-rest:\n    pageSize: 300");
        Assert.Equal((300, "counties/610502-linwei.yaml:24"), PageSize());

        _folder.Set(Wide + "PageSize", "200");
        Assert.Equal((200, Wide + "PageSize"), PageSize());

        _folder.Set(Narrow + "PageSize", "100");
        Assert.Equal((100, Narrow + "PageSize"), PageSize());
    }

    [Fact]
    public void A_county_variable_leaves_other_areas_alone()
    {
        _folder.With("counties/610503-huazhou.yaml", TestFolder.County.Replace("610502\"", "610503\"", StringComparison.Ordinal))
            .Set(Narrow + "PageSize", "100");

        Assert.Equal((100, 400), (_folder.AlphaOf("610502").PageSize, _folder.AlphaOf("610503").PageSize));
    }

    [Fact]
    public void Maps_merge_by_key_and_lists_replace()
    {
        _folder.Change(
            TestFolder.CountyFile, "- beta", "- beta\nprofiles:\n  alpha-rest:\n    codes:\n      Bad: \"02\"\n    kinds: []\n    limits:\n      share: 0.9");

        var options = _folder.AlphaOf("610502");

        Assert.Equal(new Dictionary<string, string> { ["Good"] = "01", ["Bad"] = "02" }, options.Codes);
        Assert.Empty(options.Kinds);
        Assert.Equal((300, 0.9), (options.Limits.MaxRows, options.Limits.Share));
    }

    [Fact]
    public void Variables_reach_into_maps_lists_and_nested_settings()
    {
        _folder.Set(Wide + "Codes__GOOD", "001").Set(Wide + "Kinds__0", "11").Set(Wide + "Kinds__1", "12").Set(Wide + "Limits__MaxRows", "50")
            .Set(Wide + "Timeout", "10m").Set(Wide + "Mode", "plain-text").Set(Wide + "Strict", "True")
            .Set(Wide + "BaseAddress", "http://127.0.0.1:9/p1");

        var options = _folder.AlphaOf("610502");

        Assert.Equal(("001", "2"), (options.Codes["Good"], options.Codes["Bad"]));
        Assert.Equal(["11", "12"], options.Kinds);
        Assert.Equal((50, TimeSpan.FromMinutes(10), AlphaMode.PlainText, true), (options.Limits.MaxRows, options.Timeout, options.Mode, options.Strict));
        Assert.Equal(new Uri("http://127.0.0.1:9/p1"), options.BaseAddress);
    }

    [Fact]
    public void Variables_override_the_county_file_itself()
    {
        _folder.Set("Gateway__Counties__610502__Feeds__Matter__Cron", "1 2 * * *").Set("Gateway__Counties__610502__Targets__0", "beta")
            .Set("Gateway__Counties__610502__Compile__Cron", "3 4 * * *").Set("Gateway__Counties__610502__Feeds__matter__ShrinkThreshold", "0.5");

        var area = Assert.Single(_folder.Catalog().Areas);

        var matter = Assert.Single(area.Feeds, feed => feed.Feed == Feed.Matter);
        Assert.Equal(("1 2 * * *", 0.5, "3 4 * * *"), (matter.Cron, matter.ShrinkThreshold, area.CompileCron));
        Assert.Equal(["beta"], area.Targets);
    }

    private (int Value, string Origin) PageSize()
    {
        var setting = Assert.Single(_folder.Catalog().Effective, setting => setting.Path == "profiles.alpha-rest.pageSize");
        Assert.Equal(setting.Value, $"{_folder.AlphaOf("610502").PageSize}");
        return (_folder.AlphaOf("610502").PageSize, setting.Origin.ToString());
    }
}
