using Gateway.Pipeline.Desk;
using Xunit;

namespace Gateway.UnitTests.Desk;

public sealed class FailureWordsTests
{
    [Theory]
    [InlineData("记录 610502-A17 格式错误", "记录 610502-B9001 格式错误")]
    [InlineData("统一社会信用代码 91610502MA6Y8KXL3T 不存在", "统一社会信用代码 92**************5K 不存在")]
    [InlineData("检查日期 2026-11-03 晚于 2026-11-04 08:30:00", "检查日期 2025年1月2日 晚于 2026-11-04T08:30:00.123+08:00")]
    [InlineData("第 12 行超过 1,000 字", "第 7 行超过 500 字")]
    [InlineData("重复  的\n编号 a1b2c3d4", "重复 的 编号 ffee0011")]
    public void The_same_failure_of_two_records_has_the_same_words(string one, string other) =>
        Assert.Equal(FailureWords.Normalise(one), FailureWords.Normalise(other));

    [Theory]
    [InlineData("字段 cxlx 为空", "字段 jcjg 为空")]
    [InlineData("签名错误", "身份无效")]
    public void Different_failures_keep_different_words(string one, string other) =>
        Assert.NotEqual(FailureWords.Normalise(one), FailureWords.Normalise(other));
}
