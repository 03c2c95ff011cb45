using System.Globalization;
using CsCheck;
using Gateway.Pipeline.Normalise.Values;
using Xunit;

namespace Gateway.UnitTests.Normalise;

public sealed class CheckQuantityTests
{
    /// <summary>Written as number | ratio | frequency; a range as least..most, an exact value alone.</summary>
    [Theory]
    [InlineData("10-20%", "|0.1..0.2|")]
    [InlineData("10%-20%", "|0.1..0.2|")]
    [InlineData("60-70家", "60..70||")]
    [InlineData("不低于0.5%", "|0.005..|")]
    [InlineData("10% (20户)", "20|0.1|")]
    [InlineData("1户", "1||")]
    [InlineData("3%;2次/年", "|0.03|2/Year")]
    [InlineData("20%；每年5次", "|0.2|5/Year")]
    [InlineData("=1", "1||")]
    [InlineData("2‰", "|0.002|")]
    [InlineData("不超过15%", "|..0.15|")]
    [InlineData("不少于30户", "30..||")]
    [InlineData("5%以上", "|0.05..|")]
    [InlineData("50家以内", "..50||")]
    [InlineData("100%", "|1|")]
    [InlineData("全覆盖", "|1|")]
    [InlineData("百分之五", "unparsed")]
    [InlineData("百分之5", "|0.05|")]
    [InlineData("5次/年", "||5/Year")]
    [InlineData("每半年1次", "||1/HalfYear")]
    [InlineData("每季度不少于1次", "||1../Quarter")]
    [InlineData("一年一次", "||1/Year")]
    [InlineData("每两年1次", "||0.5/Year")]
    [InlineData("2026年抽查1次", "||1/Plan")]
    [InlineData("市级医疗保障部门每年对市级及以下经办机构抽查比例之和≥20%;1次/年", "|0.2..|1/Year")]
    [InlineData("三级机构≥50%，二级机构≥30%；1次/年", "several |0.3..|1/Year")]
    [InlineData("根据实际情况确定", "circumstances")]
    [InlineData("120%", "unparsed |1.2|")]
    [InlineData("20-10%", "unparsed |0.2..0.1|")]
    [InlineData("若干", "unparsed")]
    [InlineData("按A3文件执行", "unparsed")]
    public void Quantities_met(string text, string expected)
    {
        var reading = CheckQuantity.Read(text);
        Assert.Equal(text, reading.Raw);
        Assert.Equal(expected, Show(reading));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Nothing_is_absent(string? text) => Assert.Equal(CheckQuantityVerdict.Absent, CheckQuantity.Read(text).Verdict);

    [Fact]
    public void No_text_makes_it_throw() =>
        Gen.String[Gen.Char["0123456789.-%‰家户次/年每一两不低于超过≥();，百分之"], 0, 40].Sample(text => CheckQuantity.Read(text).Raw == text);

    private static string Show(CheckQuantityReading reading)
    {
        var parts = $"{Show(reading.Number)}|{Show(reading.Ratio)}|{(reading.Frequency is { } f ? $"{Show(f.Times)}/{f.Period}" : "")}";
        return reading.Verdict switch
        {
            CheckQuantityVerdict.Parsed => parts,
            CheckQuantityVerdict.Several => "several " + parts,
            CheckQuantityVerdict.ByCircumstances => "circumstances",
            CheckQuantityVerdict.Unparsed => parts == "||" ? "unparsed" : "unparsed " + parts,
            CheckQuantityVerdict.Absent => "absent",
        };
    }

    private static string Show(QuantityRange? range) => range is not { } r
        ? ""
        : r.Least == r.Most ? Number(r.Least) : $"{Number(r.Least)}..{Number(r.Most)}";

    private static string Number(decimal? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";
}
