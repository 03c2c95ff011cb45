using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Checklists.Compile;
using Gateway.Pipeline.Checklists.Versions;
using Xunit;

namespace Gateway.UnitTests.Checklists;

public sealed class ChecklistDiffTests
{
    private const string Name = "对加油站经营资质的检查";

    private static readonly StoredMatter
        Trade = Sample.Matter("commerce", Name, "加油站", "61010000000001"),
        Market = Sample.Matter("market-regulation", Name, "加油站", "61010000000002"),
        Safety = Sample.Matter("emergency", Name, "加油站", "61010000000003");

    [Fact]
    public void The_first_version_adds_everything() =>
        Assert.Equal([(ChangeKind.Added, "首次编制")], Between(null, Trade, Market).Select(x => (x.Kind, x.Why)));

    [Fact]
    public void Nothing_changed_is_no_change() => Assert.Empty(Between([Trade, Market], Trade, Market));

    [Theory]
    [InlineData("cancelled", "61010000000003（临渭区应急管理局）已取消")]
    [InlineData("ended", "61010000000003（临渭区应急管理局）已于2026年6月30日取消")]
    [InlineData("level", "61010000000003（临渭区应急管理局）监管层级不再含“县”")]
    [InlineData("gone", "61010000000003（临渭区应急管理局）已不在目录中")]
    public void A_department_that_leaves_is_a_change_with_its_cause(string fate, string why)
    {
        StoredMatter[] now = fate switch
        {
            "cancelled" => [Trade, Market, Safety with { State = "0" }],
            "ended" => [Trade, Market, Safety with { CancelledOn = new DateOnly(2026, 6, 30) }],
            "level" => [Trade, Market, Safety with { Levels = ["省"] }],
            _ => [Trade, Market],
        };
        var change = Assert.Single(Between([Trade, Market, Safety], now));
        Assert.Equal((ChangeKind.Changed, why), (change.Kind, change.Why));
        Assert.Equal(["配合单位", "事项编码"], change.Fields);
    }

    [Fact]
    public void A_department_that_comes_is_a_change_with_its_cause()
    {
        var change = Assert.Single(Between([Trade, Market], Trade, Market, Safety));
        Assert.Equal("61010000000003（临渭区应急管理局）纳入", change.Why);
    }

    [Fact]
    public void Content_that_changes_says_which_matters()
    {
        var change = Assert.Single(Between([Trade, Market], Trade with { Basis = "《某条例》第十一条" }, Market));
        Assert.Equal(["设定依据"], change.Fields);
        Assert.Equal("目录中的内容有更新：61010000000001（临渭区商务局）；61010000000002（临渭区市场监督管理局）", change.Why);
    }

    [Fact]
    public void What_is_no_longer_shared_is_removed_with_the_cause()
    {
        var change = Assert.Single(Between([Trade, Market], Trade, Market with { State = "0" }));
        Assert.Equal(ChangeKind.Removed, change.Kind);
        Assert.Equal("61010000000001（临渭区商务局）仅剩一个部门，不再跨部门；61010000000002（临渭区市场监督管理局）已取消", change.Why);
    }

    [Fact]
    public void Items_go_out_by_operation_and_what_cannot_go_says_why()
    {
        var changes = Between([Trade, Market], Sample.Matter("health", "对旅馆的检查", "旅馆"), Sample.Matter("public-security", "对旅馆的检查", "旅馆"));
        Assert.Equal(
            [(DeliveryOperation.Insert, "lead_pending"), (DeliveryOperation.Withdraw, null)],
            PublicationRules.Of(2, changes).Select(x => (x.Operation, x.NotRoutedCode)));
        Assert.Equal("basis_no_article", PublicationRules.Of(1, Between(null, Trade with { Basis = "《甲法》" }, Market with { Basis = "《甲法》" }))[0].NotRoutedCode);
    }

    private static IReadOnlyList<ChecklistChange> Between(StoredMatter[]? before, params StoredMatter[] now)
    {
        var input = new ChecklistInput("610502", "县", Sample.Day, now, Sample.Rules);
        return ChecklistDiff.Between(before is null ? null : StoredSample.Of(before), ChecklistCompiler.Compile(input), input);
    }
}
