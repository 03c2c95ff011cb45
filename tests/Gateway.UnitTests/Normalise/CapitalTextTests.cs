using System.Globalization;
using Gateway.Pipeline.Normalise.Values;
using Xunit;

namespace Gateway.UnitTests.Normalise;

public sealed class CapitalTextTests
{
    [Theory]
    [InlineData("19,658(万)", "196580000", "CNY")]
    [InlineData("160(万)", "1600000", "CNY")]
    [InlineData("100(万元人民币)", "1000000", "CNY")]
    [InlineData("300(万人民币元)", "3000000", "CNY")]
    [InlineData("91.2万人民币", "912000", "CNY")]
    [InlineData("61(万美元)", "610000", "USD")]
    [InlineData("500万元", "5000000", "CNY")]
    [InlineData("1,000,000元", "1000000", "CNY")]
    [InlineData("人民币伍佰万元", null, null)]
    [InlineData("人民币500万元整", "5000000", "CNY")]
    [InlineData("1.5亿元", "150000000", "CNY")]
    [InlineData("２００（万港元）", "2000000", "HKD")]
    [InlineData("201.8888(万)", "2018888", "CNY")]
    [InlineData("0", "0", "CNY")]
    [InlineData("0万元", "0", "CNY")]
    [InlineData("-5万元", null, null)]
    [InlineData("约500万元", null, null)]
    [InlineData("1.2.3万元", null, null)]
    public void Amounts_are_in_the_main_unit(string text, string? amount, string? currency)
    {
        var expected = amount is null
            ? new CapitalReading(CapitalVerdict.Unparsed, null, null)
            : new CapitalReading(CapitalVerdict.Amount, decimal.Parse(amount, CultureInfo.InvariantCulture), currency);
        Assert.Equal(expected, CapitalText.Read(text));
    }

    [Fact]
    public void A_bare_number_does_not_pretend_to_know_its_unit() =>
        Assert.Equal(new CapitalReading(CapitalVerdict.UnitUnknown, 500, "CNY"), CapitalText.Read("500"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("N/A")]
    [InlineData("n/a ")]
    [InlineData("无")]
    public void Nothing_is_absent(string? text) => Assert.Equal(CapitalVerdict.Absent, CapitalText.Read(text).Verdict);
}
