using Gateway.Adapters.Probing;
using Gateway.Contracts;
using Gateway.IntegrationTests.Adapters;
using Xunit;

namespace Gateway.IntegrationTests.Certification;

/// <summary>Against platforms that are well, every feed and target of an area is found to work, and no platform is sent a thing.</summary>
public sealed class ProbeSandboxTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    [Theory]
    [InlineData("matter")]
    [InlineData("subject")]
    [InlineData("plan")]
    [InlineData("task")]
    public async Task A_feed_works_to_its_rows(string feed)
    {
        using var bench = new ProbeBench(sandbox.Address);
        var report = await bench.FeedAsync(FeedNames.Parse(feed)!.Value);
        Assert.True(report.Works, string.Join('\n', report.Steps));
        Assert.Contains(" 行", report.Steps[^1].Seen, StringComparison.Ordinal);
        Assert.Contains(report.Steps, x => x is { Name: "连接", Mark: ProbeMark.Passed } && x.Took > TimeSpan.Zero);
    }

    [Theory]
    [InlineData("exchange-rest", "台账")]
    [InlineData("exchange-rest.checklist", "台账")]
    [InlineData("publicity", "台账")]
    [InlineData("credit", "台账")]
    [InlineData("credit.penalty", "台账")]
    [InlineData("double-random", "台账")]
    public async Task A_target_works_and_is_sent_nothing(string target, string asked)
    {
        using var bench = new ProbeBench(sandbox.Address);
        var report = await bench.TargetAsync(target);
        Assert.True(report.Works, string.Join('\n', report.Steps));
        Assert.Contains(asked, report.Steps[^1].Seen, StringComparison.Ordinal);
        Assert.Contains(report.Steps, x => x is { Name: "签名与业务代码", Mark: ProbeMark.Passed });
    }

    [Fact]
    public async Task A_second_look_over_a_kept_connection_still_says_how_it_was_made()
    {
        using var bench = new ProbeBench(sandbox.Address);
        await bench.TargetAsync("double-random");
        var report = await bench.TargetAsync("double-random");
        Assert.True(report.Works, string.Join('\n', report.Steps));
        Assert.Contains(report.Steps, x => x is { Name: "连接", Mark: ProbeMark.Passed });
    }

    [Fact]
    public async Task A_wrong_token_fails_at_signing()
    {
        using var bench = new ProbeBench(sandbox.Address, values => values["Gateway:Profiles:DoubleRandom:Token"] = "somebody else's");
        var report = await bench.FeedAsync(Feed.Task);
        Assert.Contains(report.Steps, x => x is { Name: "签名与业务代码", Mark: ProbeMark.Failed });
    }
}
