using Gateway.Adapters.Identifiers;
using Gateway.Pipeline.Normalise.Values;
using Xunit;

namespace Gateway.UnitTests.Normalise;

/// <summary>The value functions over real input: registrations of the region, published lists and a published plan.</summary>
public sealed class RealDataTests(ITestOutputHelper output)
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Fact]
    public void All_200_enterprises_have_valid_codes_and_dates()
    {
        var rows = Enterprises();
        Assert.Equal(200, rows.Count);
        Assert.All(rows, row => Assert.Equal(UsccVerdict.Valid, Uscc.Check(row["统一社会信用代码"])));
        Assert.All(rows, row => Assert.Equal(DateVerdict.Date, DateText.Read(row["注册日期"]).Verdict));
    }

    [Fact]
    public void Every_capital_is_an_amount_or_absent()
    {
        var readings = Enterprises().Select(row => CapitalText.Read(row["注册资金"])).ToList();
        Report(readings.GroupBy(reading => $"{reading.Verdict} {reading.Currency}"));
        Assert.Equal(80, readings.Count(reading => reading.Verdict == CapitalVerdict.Absent));
        Assert.Equal(120, readings.Count(reading => reading is { Verdict: CapitalVerdict.Amount, Currency: "CNY", Amount: >= 100_000 and <= 2_000_000_000 }));
    }

    [Fact]
    public void Nearly_every_address_names_its_area()
    {
        var resolver = new AreaResolver(ReferenceFiles.Areas());
        var rows = Enterprises();
        Report(rows.GroupBy(row => resolver.ByAddress(row["注册地址"]) ?? "unresolved"));
        var unresolved = rows.Where(row => resolver.ByAddress(row["注册地址"]) is null).Select(row => row["注册地址"]).Order(StringComparer.Ordinal);

        // Streets without any place, an informal town, and one that really lies in another city.
        Assert.Equal(
            ["尧山路东段", "新城区金塔东路富国里", "民生街北段", "西南京路32号", "陕西省西安市国家民用航天产业基地航创路259号"],
            unresolved.OrderBy(address => address, StringComparer.Ordinal));
    }

    /// <summary>The registrar's area stands in for the row's code, the resolved one for the feed; the codes of the present counties must agree.</summary>
    [Fact]
    public void Addresses_agree_with_the_registrars_area_where_that_is_a_county()
    {
        var resolver = new AreaResolver(ReferenceFiles.Areas());
        var compared = Enterprises()
            .Select(row => (Registrar: resolver.AreaOf(row["统一社会信用代码"].Substring(2, 6), Today), Named: resolver.ByAddress(row["注册地址"]), Address: row["注册地址"]))
            .Where(pair => pair.Registrar is not null and not "610500" && pair.Named is not null)
            .ToList();
        Report(compared.GroupBy(pair => pair.Registrar == pair.Named ? "same" : $"{pair.Registrar} registered, {pair.Named} named: {pair.Address}"));
        Assert.True(compared.Count > 130, $"{compared.Count} compared");
        Assert.All(compared.Where(pair => pair.Registrar != pair.Named), pair => Assert.Equal("610500", pair.Named));
    }

    [Fact]
    public void Quantities_and_periods_of_the_published_plan_are_read()
    {
        var rows = ReferenceFiles.Csv(ReferenceFiles.Shared("data", "plan_changzhi_2024.csv"));
        var quantities = rows.Select(row => CheckQuantity.Read(row["抽查比例及频次"])).ToList();
        Assert.Equal(
            [CheckQuantityVerdict.Parsed, CheckQuantityVerdict.Parsed, CheckQuantityVerdict.Parsed, CheckQuantityVerdict.Several],
            quantities.Select(reading => reading.Verdict));
        Assert.Equal((QuantityRange.Exactly(0.03m), new CheckFrequency(QuantityRange.Exactly(2), FrequencyPeriod.Year)), (quantities[0].Ratio, quantities[0].Frequency));
        Assert.Equal(new QuantityRange(0.2m, null), quantities[1].Ratio);
        Assert.Equal(new QuantityRange(0.3m, null), quantities[3].Ratio);
        Assert.Equal(
            new PeriodReading(PeriodVerdict.Period, new DateOnly(2024, 3, 1), new DateOnly(2024, 12, 31)),
            PeriodText.Read(rows[0]["抽查检查起止时间"], 2024));

        var list = ReferenceFiles.Csv(ReferenceFiles.Shared("data", "list_xianyang_shaanxi_2017.csv"));
        Assert.Equal([0.2m, 0.5m, 1m, 1m, null], list.Select(row => CheckQuantity.Read(row["抽查比例"]).Ratio?.Least));
        Assert.Equal([5m, 2m, 2m, 1m, null], list.Select(row => CheckQuantity.Read(row["抽查频次"]).Frequency?.Times.Least));
    }

    [Fact]
    public void Departments_of_the_published_lists_have_a_kind()
    {
        var dictionary = ReferenceFiles.Departments();
        var cells = ReferenceFiles.Csv(ReferenceFiles.Shared("data", "list_fenyang_2021.csv"))
            .Concat(ReferenceFiles.Csv(ReferenceFiles.Shared("data", "plan_changzhi_2024.csv")))
            .SelectMany(row => new[] { row["发起部门"], row["配合部门"] })
            .Where(cell => cell.Length > 0);
        Assert.All(cells, cell => Assert.NotEmpty(dictionary.MatchAll(cell)));
    }

    [Theory]
    [InlineData("渭南市深入推进跨部门综合监管实施方案")]
    [InlineData("为认真贯彻《国务院办公厅关于深入推进跨部门综合监管的指导意见》(国办发〔2023〕1号)")]
    [InlineData("(陕政办发〔2023〕11号)精神，全面落实跨部门综合监管责任，提升政府监管效能，降低市场主体制度性交易成本")]
    [InlineData("维护公平有序的市场环境，推动全市经济社会高质量发展，制定如下实施方案")]
    [InlineData("坚持以习近平新时代中国特色社会主义思想为指导")]
    [InlineData("紧紧围绕党中央、国务院决策部署和省市工作安排")]
    [InlineData("加强跨部门、跨区域、跨层级业务协同，实现事前事中事后全链条全领域监管")]
    [InlineData("为全面建成黄河中游生态保护和高质量发展核心示范区提供有力支撑")]
    [InlineData("健全监管体制机制，完善监管制度框架，创新监管方式方法，提升监管工作效能。对涉及多个部门、管理难度大、风险隐患突出的监管事项")]
    public void The_plans_traditional_paragraphs_fold_to_the_simplified(string simplified) =>
        Assert.Contains(TextFold.Key(simplified), TextFold.Key(File.ReadAllText(ReferenceFiles.Shared("plan.txt"))), StringComparison.Ordinal);

    [Fact]
    public void Industry_codes_of_the_standard_are_all_read()
    {
        var rows = ReferenceFiles.Csv(ReferenceFiles.Shared("data", "gbt4754_2017.csv")).Where(row => row["level"] != "1").ToList();
        Assert.True(rows.Count > 1700);
        Assert.All(rows, row =>
        {
            var code = Industry.Read(row["code"]);
            Assert.Equal((row["section"][0], row["code"]), (code?.Section, code?.Finest));
        });
        Assert.All(rows.Where(row => row["level"] == "2"), row => Assert.Equal(row["name"].Trim(), Industry.Divisions[row["code"]].DivisionName));
    }

    private static List<Dictionary<string, string>> Enterprises() => ReferenceFiles.Csv(ReferenceFiles.Shared("data", "weinan_enterprises_sample200.csv"));

    private void Report<T>(IEnumerable<IGrouping<string, T>> groups)
    {
        foreach (var group in groups.OrderByDescending(group => group.Count()))
        {
            output.WriteLine($"{group.Count(),4}  {group.Key}");
        }
    }
}
