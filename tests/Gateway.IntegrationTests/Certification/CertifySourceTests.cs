using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Certification.Certify;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Certification;

/// <summary>
/// A right source passes every check that can be made; one that is wrong in one thing fails the check that is there for it. Fails when: a check
/// is taken out, or passes whatever it sees (the table names the check that catches each mutant).
/// </summary>
public sealed class CertifySourceTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("subject")]
    [InlineData("task")]
    public async Task A_right_source_passes(string feed)
    {
        await using var bench = await CertifyBench.StartAsync(postgres, settings: Paged);
        var checks = await bench.FeedAsync(FeedNames.Parse(feed)!.Value);
        Assert.True(checks.All(x => x.Verdict != CheckVerdict.Failed), Text(checks));
        string[] judged =
        [
            "连接", "全量读取", "再读一遍不变", "增量不漏", "落地原文可重读", "结构变化有记录", "GBK 内容", "坏字节只坏一行", "空应答不删库存", "重复行只算一次",
            "网页不当作数据", "截断不当作数据", "平台忙时不动库存", "限流后按要求再试", "故障过后恢复",
        ];
        string[] ofPages = feed == "subject" ? ["分页大小不影响结果", "页边的同一时刻", "末页丢失不算读完", "重复页不算读完"] : [];
        Assert.All(judged.Concat(ofPages), name => Assert.True(checks.Any(x => x.Name == name && x.Verdict == CheckVerdict.Passed), $"{name}\n{Text(checks)}"));
    }

    [Theory]
    [InlineData(nameof(SkipsTies), "分页大小不影响结果")]
    [InlineData(nameof(BeginsTooLate), "增量不漏")]
    [InlineData(nameof(TakesFailureForTheEnd), "网页不当作数据")]
    [InlineData(nameof(TakesFailureForTheEnd), "平台忙时不动库存")]
    [InlineData(nameof(StandsStill), "全量读取")]
    [InlineData(nameof(ParsesOtherwise), "落地原文可重读")]
    [InlineData(nameof(KeepsDriftToItself), "结构变化有记录")]
    [InlineData(nameof(MakesMojibake), "GBK 内容")]
    [InlineData(nameof(ChangesWhatItReads), "再读一遍不变")]
    public async Task A_source_that_is_wrong_in_one_thing_fails_the_check_for_it(string mutant, string check)
    {
        await using var bench = await CertifyBench.StartAsync(postgres, source => Made(mutant, source), Paged);
        var checks = await bench.FeedAsync(Feed.Subject);
        Assert.True(checks.Any(x => x.Name == check && x.Verdict == CheckVerdict.Failed), $"{mutant} was to fail {check}:\n{Text(checks)}");
    }

    private static void Paged(Dictionary<string, string?> values) => values["Gateway:Profiles:ExchangeRest:PageSize"] = "25";

    private static ISource Made(string mutant, ISource right) => mutant switch
    {
        nameof(SkipsTies) => new SkipsTies(right),
        nameof(BeginsTooLate) => new BeginsTooLate(right),
        nameof(TakesFailureForTheEnd) => new TakesFailureForTheEnd(right),
        nameof(StandsStill) => new StandsStill(right),
        nameof(ParsesOtherwise) => new ParsesOtherwise(right),
        nameof(KeepsDriftToItself) => new KeepsDriftToItself(right),
        nameof(MakesMojibake) => new MakesMojibake(right),
        nameof(ChangesWhatItReads) => new ChangesWhatItReads(right),
        _ => throw new ArgumentOutOfRangeException(nameof(mutant), mutant, "no such mutant"),
    };

    private static string Text(IEnumerable<CheckResult> checks) => string.Join('\n', checks.Select(x => $"{x.Verdict} {x.Name}：{x.Seen}"));
}
