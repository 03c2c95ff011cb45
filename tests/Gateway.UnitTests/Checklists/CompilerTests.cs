using CsCheck;
using Gateway.Pipeline.Checklists.Compile;
using Xunit;

namespace Gateway.UnitTests.Checklists;

public sealed class CompilerTests
{
    private static readonly StoredMatter
        Trade = Sample.Matter("commerce", "对加油站经营资质的检查", "加油站", "61010000010000"),
        Market = Sample.Matter("market-regulation", "对加油站经营资质的检查", "加油站", "61010000010100");

    [Fact]
    public void Names_and_objects_are_compared_after_folding()
    {
        var written = Market with { ItemName = " 對加油站 經營資質的檢查", Object = "加油站　" };
        var item = Assert.Single(Sample.Compile(Trade, written).Items).Item;
        Assert.Equal(("对加油站经营资质的检查", "加油站"), (item.Matter, item.Object));
        Assert.Equal(["61010000010000", "61010000010100"], item.MatterCodes);
    }

    [Theory]
    [InlineData("0", null, null, "市,县", 0)]
    [InlineData("1", "2026-11-24", null, "市,县", 0)]
    [InlineData("1", "2026-11-23", null, "市,县", 1)]
    [InlineData("1", null, "2026-11-23", "市,县", 0)]
    [InlineData("1", null, "2026-11-24", "市,县", 1)]
    [InlineData("1", null, null, "省", 0)]
    [InlineData("1", null, null, "市", 0)]
    [InlineData("1", null, null, "省,县", 1)]
    [InlineData("1", null, null, "县（区）级", 1)]
    public void Only_what_is_in_force_at_the_lists_level_counts(string state, string? from, string? to, string levels, int items)
    {
        var matter = Market with
        {
            State = state,
            EffectiveOn = from is null ? null : DateOnly.Parse(from, null),
            CancelledOn = to is null ? null : DateOnly.Parse(to, null),
            Levels = levels.Split(','),
        };
        Assert.Equal(items, Sample.Compile(Trade, matter).Items.Count);
    }

    [Fact]
    public void A_citys_list_takes_level_shi_and_a_countys_level_xian()
    {
        StoredMatter[] city = [Trade with { Levels = ["市"] }, Market with { Levels = ["市"] }];
        Assert.Equal("市", Assert.Single(Sample.Compile("市", city).Items).Item.Level);
        Assert.Empty(Sample.Compile("县", city).Items);
    }

    [Fact]
    public void A_group_that_no_rule_covers_waits_for_its_lead()
    {
        var item = Assert.Single(Sample.Compile(
            Sample.Matter("public-security", "对旅馆的检查", "旅馆") with { IndustryCode = "6110", ItemClass = "重点" },
            Sample.Matter("health", "对旅馆的检查", "旅馆") with { IndustryCode = "6110" }).Items).Item;
        Assert.Null(item.Lead);
        Assert.Equal(("住宿业", "重点"), (item.Field, item.ItemClass));
        Assert.Equal([Sample.CodeOf("public-security"), Sample.CodeOf("health")], item.Joining.Select(x => x.Code));
    }

    [Fact]
    public void Two_claims_to_the_lead_are_a_dispute_until_somebody_decides_by_code()
    {
        StoredMatter[] matters =
        [
            Sample.Matter("commerce", "对加油站储存危险化学品的安全检查", "加油站", "61019000010000"),
            Sample.Matter("emergency", "对加油站储存危险化学品的安全检查", "加油站", "61019000010000"),
        ];
        var list = Sample.Compile(matters);
        Assert.Empty(list.Items);
        var dispute = Assert.Single(list.Disputes);
        Assert.Equal([("成品油流通", Sample.CodeOf("commerce")), ("危险化学品", Sample.CodeOf("emergency"))], dispute.Claims.Select(x => (x.Field, x.Lead.Code)));

        var decided = Sample.Rules with
        {
            All = [.. Sample.Rules.All.Select(x => x.Field == "危险化学品" ? x with { Matters = x.Matters with { Codes = ["6101900001"] } } : x)],
        };
        var settled = Sample.Compile("县", matters, decided);
        Assert.Empty(settled.Disputes);
        Assert.Equal("危险化学品", Assert.Single(settled.Items).Item.Field);
    }

    [Fact]
    public void The_law_decides_only_while_no_words_do()
    {
        const string wages = "《保障农民工工资支付条例》第二十一条";
        var byLaw = Assert.Single(Sample.Compile(
            Sample.Matter("human-resources", "对用工单位的检查", "用工单位", basis: wages),
            Sample.Matter("transport", "对用工单位的检查", "用工单位", basis: wages)).Items).Item;
        Assert.Equal("农民工欠薪", byLaw.Field);
        var byWords = Assert.Single(Sample.Compile(
            Sample.Matter("human-resources", "对建筑工程的检查", "建筑工程", basis: wages),
            Sample.Matter("housing-construction", "对建筑工程的检查", "建筑工程", basis: wages)).Items).Item;
        Assert.Equal("建筑工程", byWords.Field);
    }

    [Fact]
    public void The_lead_may_be_named_by_the_catalogue_elsewhere_or_by_nobody()
    {
        StoredMatter[] others = [Market, Sample.Matter("tax", Market.ItemName, "加油站")];
        Assert.Equal(("", "商务局"), Lead(others));
        Assert.Equal((Sample.CodeOf("commerce"), "临渭区商务局"), Lead([.. others, Sample.Matter("commerce", "对典当行的检查", "典当行") with { State = "0" }]));

        static (string?, string?) Lead(StoredMatter[] matters)
        {
            var item = Assert.Single(Sample.Compile(matters).Items).Item;
            Assert.Equal(2, item.Joining.Count);
            return (item.Lead?.Code, item.Lead?.Name);
        }
    }

    [Fact]
    public void A_row_without_code_is_the_organ_of_that_name_and_makes_nothing_shared()
    {
        var nameless = Trade with { Identity = "x", DeptCode = null };
        Assert.Empty(Sample.Compile(Trade, nameless).Items);
    }

    [Fact]
    public void A_basis_without_article_is_kept_as_an_issue_and_goes_where_another_cites_the_article()
    {
        var item = Assert.Single(Sample.Compile(Trade with { Basis = "《成品油市场管理办法》" }, Market with { Basis = "《成品油市场管理办法》第十二条" }).Items).Item;
        Assert.Equal("《成品油市场管理办法》第十二条", item.Basis);

        var list = Sample.Compile(Trade with { Basis = "《成品油市场管理办法》" }, Market with { Basis = null });
        Assert.Equal("《成品油市场管理办法》", Assert.Single(list.Items).Item.Basis);
        Assert.Equal(["checklist_basis_no_article"], list.Issues.Select(x => x.Problem));
    }

    [Fact]
    public void Methods_and_sub_items_are_listed_once_each()
    {
        var item = Assert.Single(Sample.Compile(
            Trade with { Mode = "现场检查、书面检查", SubitemName = "油品质量" }, Market with { Mode = "现場檢查", SubitemName = "计量" }).Items).Item;
        Assert.Equal("现场检查、书面检查", item.Method);
        Assert.Equal("对加油站经营资质的检查（油品质量、计量）", item.Matter, StringComparer.Ordinal);
    }

    /// <summary>Matters in any order, with every kind of blemish, make the same bytes.</summary>
    [Fact]
    public void The_same_matters_in_any_order_make_the_same_bytes()
    {
        string[] kinds = ["commerce", "market-regulation", "emergency", "tax", "public-security", "education"];
        string[] names = ["对加油站的检查", "對加油站的檢查", "对加油站储存危险化学品的检查", "对旅馆的检查", "对校外培训机构的检查", "对食品的检查"];
        string[] targets = ["加油站", "加油 站", "旅馆", "校外培训机构", ""];
        string?[] bases = ["《甲法》第一条", "《甲法》", "《乙条例》第二条", null];
        var matter =
            from kind in Pick(kinds)
            from name in Pick(names)
            from target in Pick(targets)
            from basis in Pick(bases)
            from state in Pick(["1", "1", "1", "0"])
            from coded in Gen.Bool
            from number in Gen.Int[0, 9]
            select Sample.Matter(kind, name, target, "6101000000000" + number, basis, number % 2 == 0 ? "现场检查" : "书面检查、抽样", coded ? "" : null) with { State = state };
        Gen.Select(matter.Array[0, 40], Gen.Int).Sample((matters, seed) =>
        {
            var rows = matters.Select((x, i) => x with { Identity = i.ToString("D3", null) }).ToArray();
            var shuffled = rows.ToArray();
            new Random(seed).Shuffle(shuffled);
            var (first, second) = (Sample.Compile(rows), Sample.Compile(shuffled));
            Assert.Equal(CanonicalChecklist.Bytes(first), CanonicalChecklist.Bytes(second));
            Assert.Equal(first.Issues, second.Issues);
            Assert.All(first.Items, x => Assert.True(x.Item.Joining.Count + (x.Item.Lead is null ? 0 : 1) > 1));
            Assert.Equal(first.Items.Count, first.Items.Select(x => x.Item.ItemId).Distinct().Count());
        }, iter: 300);
    }

    private static Gen<T> Pick<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(x => values[x]);
}
