using Gateway.Pipeline.Certification;
using Gateway.Pipeline.Certification.Switching;
using Xunit;

namespace Gateway.UnitTests.Certification;

public sealed class SwitchRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Without_a_report_it_is_off() => Assert.Equal("没有验证报告", SwitchRules.OffBecause([], "d1", Now));

    [Fact]
    public void With_a_green_report_it_is_on() => Assert.Null(SwitchRules.OffBecause([Entry("green")], "d1", Now));

    [Fact]
    public void With_a_red_one_it_is_off_and_the_day_is_said() =>
        Assert.Equal("验证未通过（2026-11-27 11:00）", SwitchRules.OffBecause([Entry("red")], "d1", Now));

    [Fact]
    public void A_green_report_on_other_settings_says_nothing_of_these() =>
        Assert.Equal("配置已改动，原验证报告不再适用，须重新验证", SwitchRules.OffBecause([Entry("green", digest: "d0")], "d1", Now));

    [Fact]
    public void A_waiver_holds_until_its_end_whatever_the_report_says()
    {
        Assert.Null(SwitchRules.OffBecause([Entry("red"), Entry("waived", until: Now.AddMinutes(1))], "d1", Now));
        Assert.StartsWith("先行启用已于", SwitchRules.OffBecause([Entry("red"), Entry("waived", until: Now)], "d1", Now), StringComparison.Ordinal);
        Assert.Null(SwitchRules.OffBecause([Entry("green"), Entry("waived", until: Now)], "d1", Now));
    }

    [Fact]
    public void A_waiver_of_other_settings_does_not_hold() =>
        Assert.NotNull(SwitchRules.OffBecause([Entry("waived", digest: "d0", until: Now.AddDays(1))], "d1", Now));

    private static CertificationEntry Entry(string verdict, string digest = "d1", DateTimeOffset? until = null) =>
        new("610502", "alpha-rest", digest, verdict, Now.AddHours(-1), until, "张样例", null);
}
