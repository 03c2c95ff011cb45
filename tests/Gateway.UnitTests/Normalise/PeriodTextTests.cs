using Gateway.Pipeline.Normalise.Values;
using Xunit;

namespace Gateway.UnitTests.Normalise;

public sealed class PeriodTextTests
{
    [Theory]
    [InlineData("3月—12月", "2026-03-01", "2026-12-31")]
    [InlineData("2026年1月1日 -2026年12月31日", "2026-01-01", "2026-12-31")]
    [InlineData("2026年1月—11月", "2026-01-01", "2026-11-30")]
    [InlineData("2026年1-11月", "2026-01-01", "2026-11-30")]
    [InlineData("2025年11月-次年2月", "2025-11-01", "2026-02-28")]
    [InlineData("1月至6月", "2026-01-01", "2026-06-30")]
    [InlineData("自2026年3月1日起至2026年5月20日止", "2026-03-01", "2026-05-20")]
    [InlineData("2026-03-01至2026-05-20", "2026-03-01", "2026-05-20")]
    [InlineData("2026-03-01 - 2026-05-20", "2026-03-01", "2026-05-20")]
    [InlineData("20260301-20260520", "2026-03-01", "2026-05-20")]
    [InlineData("2026.3.1——2026.5.20", "2026-03-01", "2026-05-20")]
    [InlineData("2026/3/1～2026/5/20", "2026-03-01", "2026-05-20")]
    [InlineData("3月15日-4月10日", "2026-03-15", "2026-04-10")]
    [InlineData("6月", "2026-06-01", "2026-06-30")]
    [InlineData("2025年", "2025-01-01", "2025-12-31")]
    [InlineData("2025年-2026年", "2025-01-01", "2026-12-31")]
    [InlineData("全年", "2026-01-01", "2026-12-31")]
    [InlineData("上半年", "2026-01-01", "2026-06-30")]
    [InlineData("2025年第三季度", "2025-07-01", "2025-09-30")]
    [InlineData("3月-12月底", "2026-03-01", "2026-12-31")]
    public void Periods_met(string text, string from, string to) =>
        Assert.Equal(new PeriodReading(PeriodVerdict.Period, DateOnly.Parse(from, null), DateOnly.Parse(to, null)), PeriodText.Read(text, 2026));

    [Theory]
    [InlineData("12月底前", "2026-12-31")]
    [InlineData("2026年11月30日前", "2026-11-30")]
    public void Only_an_end(string text, string to) =>
        Assert.Equal(new PeriodReading(PeriodVerdict.Until, null, DateOnly.Parse(to, null)), PeriodText.Read(text, 2026));

    [Theory]
    [InlineData("12月-3月")]
    [InlineData("13月")]
    [InlineData("2026年2月30日-3月1日")]
    [InlineData("待定")]
    [InlineData("3月-")]
    [InlineData("3月-5月-7月")]
    [InlineData("2026-")]
    public void What_cannot_be_read_is_a_finding(string text) => Assert.Equal(PeriodReading.Unparsed, PeriodText.Read(text, 2026));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("　")]
    public void Nothing_is_absent(string? text) => Assert.Equal(PeriodReading.Absent, PeriodText.Read(text, 2026));
}
