using Gateway.Adapters.Mappings;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gateway.UnitTests.Mappings;

/// <summary>What each step makes of a value.</summary>
public sealed class StepTests
{
    private static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 3, 1, 0, 30, 0, TimeSpan.FromHours(8)));

    [Theory]
    [InlineData("\u3000 甲 \u3000", "甲")]
    [InlineData("\ufeff甲\u200b", "甲")]
    [InlineData("   ", "")]
    public void Trim_takes_all_blanks_off(string value, string expected) => Assert.Equal(expected, One(new() { Trim = true }, value));

    [Theory]
    [InlineData("ＡＢ１２－（甲）\u3000", "AB12-(甲) ")]
    [InlineData("普通", "普通")]
    public void Fold_makes_half_width(string value, string expected) => Assert.Equal(expected, One(new() { Fold = true }, value));

    [Theory]
    [InlineData(1, "甲")]
    [InlineData(3, "丙")]
    [InlineData(-1, "丙")]
    [InlineData(4, "")]
    [InlineData(-4, "")]
    [InlineData(0, "[\"甲\",\"乙\",\"丙\"]")]
    public void Split_takes_a_part_or_a_list(int take, string expected) =>
        Assert.Equal(expected, One(new() { Split = new() { By = "、", Take = take } }, "甲、乙、 丙"));

    [Theory]
    [InlineData("20260131", "2026-01-31", "yyyyMMdd")]
    [InlineData("2026年1月3日", "2026-01-03", "yyyyMMdd", "yyyy年M月d日")]
    [InlineData("２０２６／１／３", "2026-01-03", "yyyy/M/d")]
    [InlineData("2026-01-31T16:30:00Z", "2026-02-01", "iso")]
    [InlineData("2026-01-31T23:30:00+08:00", "2026-01-31", "iso")]
    [InlineData("2026-01-31 23:30:00", "2026-01-31", "iso")]
    [InlineData("1769788800", "2026-01-31", "epoch")]
    [InlineData("1769788800000", "2026-01-31", "epochMs")]
    [InlineData("46053", "2026-01-31", "excel")]
    public void Date_reads_what_it_was_told_to(string value, string expected, params string[] formats) =>
        Assert.Equal(expected, One(new() { Date = new() { Formats = formats } }, value));

    [Theory]
    [InlineData("datetime", "2026-01-31 12:00:00")]
    [InlineData("yyyy/MM/dd", "2026/01/31")]
    [InlineData("yyyyMMddHHmmss", "20260131120000")]
    public void Date_writes_as_told(string to, string expected) =>
        Assert.Equal(expected, One(new() { Date = new() { Formats = ["excel"], To = to } }, "46053.5"));

    [Theory]
    [InlineData("20261331", "yyyyMMdd")]
    [InlineData("2026-02-30", "iso")]
    [InlineData("12", "excel")]
    [InlineData("99999999999999", "epoch")]
    public void A_date_that_is_none_is_a_problem_without_its_value(string value, string format)
    {
        var row = Map(new FieldRule { From = ["a"], Steps = [new() { Date = new() { Formats = [format] } }] }, value);

        Assert.Null(row.Values[0]);
        Assert.Contains("字段 x：日期", row.Problem, StringComparison.Ordinal);
        Assert.Contains(format, row.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(value, value.Length > 2 ? row.Problem! : "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("500", "万元", "元", null, "5000000")]
    [InlineData("1,234.5 万元", null, "元", null, "12345000")]
    [InlineData("人民币５００万元", null, "元", 2, "5000000.00")]
    [InlineData("3亿", "元", "万元", null, "30000")]
    [InlineData("123456.785", "元", "万元", 6, "12.345679")]
    [InlineData("-0.5", "元", "元", 0, "-1")]
    [InlineData("¥12", null, "元", null, "12")]
    public void Number_converts_units(string value, string? unit, string to, int? scale, string expected) =>
        Assert.Equal(expected, One(new() { Number = new() { Unit = unit, To = to, Scale = scale } }, value));

    [Theory]
    [InlineData("约五百万")]
    [InlineData("1e400")]
    [InlineData("99999999999999999999999999999")]
    [InlineData("12.3.4")]
    public void An_amount_that_is_none_is_a_problem(string value) =>
        Assert.Contains("不是金额", Map(new() { From = ["a"], Steps = [new() { Number = new() }] }, value).Problem, StringComparison.Ordinal);

    [Fact]
    public void Codes_change_at_a_day()
    {
        CodesStep Codes(string? on) => new()
        {
            Maps =
            [
                new() { Until = new DateOnly(2026, 2, 28), Map = new() { ["1"] = "old" } },
                new() { From = new DateOnly(2026, 3, 1), Map = new() { ["1"] = "new" } },
            ],
            On = on,
        };
        var byRow = RowMapping.Compile(["x"], Rules(new() { From = ["a"], Steps = [new() { Codes = Codes("day") }] }), Time);

        // The clock stands at half past midnight of 1 March in China, which is 28 February in UTC.
        Assert.Equal("new", One(new() { Codes = Codes(null) }, "1"));
        Assert.Equal(["a", "day"], byRow.Sources);
        Assert.Equal("old", byRow.Map(["1", "2026-02-28 10:00:00"]).Values[0]);
        Assert.Equal("old", byRow.Map(["1", "20260228"]).Values[0]);
        Assert.Equal("new", byRow.Map(["1", "2026/03/01"]).Values[0]);
        Assert.Equal("new", byRow.Map(["1", "?"]).Values[0]);
    }

    [Theory]
    [InlineData(OnMappingError.Keep, "9", null)]
    [InlineData(OnMappingError.Empty, null, null)]
    [InlineData(OnMappingError.Reject, null, "字段 x：代码“9”不在对照表中")]
    public void An_unknown_code_is_kept_emptied_or_a_problem(OnMappingError unknown, string? expected, string? problem)
    {
        var row = Map(new() { From = ["a"], Steps = [new() { Codes = new() { Map = new() { ["1"] = "01" }, Unknown = unknown } }] }, "9");

        Assert.Equal((expected, problem), (row.Values[0], row.Problem));
    }

    [Theory]
    [InlineData("第(\\d+)号", null, "文第12号", "12")]
    [InlineData("\\d+", null, "文第12号", "12")]
    [InlineData("(?<year>\\d{4})-(?<no>\\d+)", "no", "2026-7", "7")]
    [InlineData("(?<=第)\\d+", null, "文第12号", "12")]
    public void Regex_takes_the_group(string pattern, string? take, string value, string expected) =>
        Assert.Equal(expected, One(new() { Regex = new() { Pattern = pattern, Take = take } }, value));

    [Theory]
    [InlineData("{\"code\":\"A\",\"in\":{\"n\":5}}", "code", "A")]
    [InlineData("{\"code\":\"A\",\"in\":{\"n\":5}}", "in.n", "5")]
    [InlineData("{\"code\":null}", "code", null)]
    [InlineData("{}", "code", null)]
    public void Member_looks_into_an_object(string value, string path, string? expected) => Assert.Equal(expected, One(new() { Member = path }, value));

    [Fact]
    public void Several_sources_are_joined_or_the_first_is_taken()
    {
        string? Of(params MappingStep[] steps) =>
            RowMapping.Compile(["x"], Rules(new() { From = ["a", "b", "c"], Steps = steps }), Time).Map(["  ", null, " 丙"]).Values[0];

        Assert.Equal("丙", Of(new() { Trim = true }, new() { FirstOf = true }));
        Assert.Equal("丙", Of(new MappingStep { Trim = true }));
        Assert.Equal("  - 丙", Of(new MappingStep { Join = new() { With = "-" } }));
        Assert.Equal("丙!", Of(new() { Trim = true }, new() { Join = new() { With = "!" } }, new() { Default = "无" }) + "!");
    }

    [Fact]
    public void A_value_that_is_absent_passes_all_steps_but_a_default()
    {
        Assert.Null(One(new() { Number = new() }, null));
        Assert.Equal("", One(new() { Regex = new() { Pattern = "x" } }, ""));
        Assert.Equal("01", One(new() { Default = "01" }, null));
    }

    [Theory]
    [InlineData(OnMappingError.Keep, "约五百万")]
    [InlineData(OnMappingError.Empty, null)]
    public void A_rule_may_keep_or_empty_what_it_can_not_read(OnMappingError onError, string? expected)
    {
        var row = Map(new() { From = ["a"], OnError = onError, Steps = [new() { Number = new() }] }, "约五百万");

        Assert.Equal((expected, null), (row.Values[0], row.Problem));
    }

    [Fact]
    public void A_required_field_that_is_empty_is_a_problem_and_a_constant_never_is()
    {
        Assert.Equal("字段 x：必填，但来源 a 为空", Map(new() { From = ["a"], Required = true }, " ").Problem);
        Assert.Equal(("固定", null), (Map(new() { Constant = "固定" }, null).Values[0], Map(new() { Constant = "固定" }, null).Problem));
    }

    private static string? One(MappingStep step, string? value)
    {
        var row = Map(new FieldRule { From = ["a"], Steps = [step] }, value);
        Assert.Null(row.Problem);
        return row.Values[0];
    }

    private static MappedRow Map(FieldRule rule, string? value) => RowMapping.Compile(["x"], Rules(rule), Time).Map([value]);

    private static Dictionary<string, FieldRule> Rules(FieldRule rule) => new() { ["x"] = rule };
}
