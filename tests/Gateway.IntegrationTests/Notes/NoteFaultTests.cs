using Gateway.Contracts;
using Gateway.IntegrationTests.Notes.Fengyuan;
using Gateway.IntegrationTests.Notes.Qinghe;
using Gateway.IntegrationTests.Notes.Yunling;
using Gateway.IntegrationTests.Push;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Notes;

/// <summary>
/// Adapters told in YAML bear what written ones bear: every answer is spoilt once in every way, behind it the platform has done what was
/// asked; afterwards, without a hand, every record is there once. Fails when an answer that says nothing valid is taken for a success
/// (<c>AnswerReader</c> without its refusals) or for one that was not taken at all (<c>answerLost</c>: Yunling refuses a record twice).
/// </summary>
public sealed class NoteFaultTests(PostgresFixture postgres)
{
    private static readonly string[] Kinds = ["reset", "html", "empty", "truncated", "garbage", "503", "429"];

    public static TheoryData<string> AllKinds => [.. Kinds];

    [Theory]
    [MemberData(nameof(AllKinds))]
    public async Task A_spoilt_page_is_read_again(string kind)
    {
        await using var platform = new QinghePlatform(new ForwardClock(), enterprises: 45);
        await using var bench = await QingheTests.StartAsync(postgres, platform);
        platform.Spoil("query", kind);
        var full = await bench.Gateway.PullDoneAsync(NoteBench.Area, Feed.Subject, full: true);
        Assert.Equal((45, 45, 1), (full.Fetched, full.New, platform.SpoiltAnswers));
    }

    [Fact]
    public async Task Reports_are_taken_once_whatever_becomes_of_the_answers()
    {
        await using var platform = new QinghePlatform(new ForwardClock(), enterprises: 0);
        await using var bench = await QingheTests.StartAsync(postgres, platform);
        await AllAcceptedAsync(bench, platform, "report", "accepted");
        Assert.Equal(Kinds.Length, platform.Reported.Count);
    }

    [Fact]
    public async Task Publications_are_shown_once_whatever_becomes_of_the_answers()
    {
        await using var platform = new FengyuanPlatform(new ForwardClock(), enterprises: 0);
        await using var bench = await FengyuanTests.StartAsync(postgres, platform);
        await AllAcceptedAsync(bench, platform, "gateway", "published");
        Assert.Equal(Kinds.Length, platform.Shown.Count);
        Assert.Equal(Kinds.Length, platform.Batches);
    }

    [Fact]
    public async Task What_may_not_come_twice_does_not_whatever_becomes_of_the_answers()
    {
        await using var platform = new YunlingPlatform(new ForwardClock());
        await using var bench = await YunlingTests.StartAsync(postgres, platform);
        await AllAcceptedAsync(bench, platform, "v2/results", "accepted");
        Assert.Equal(Kinds.Length, platform.Held.Count);
    }

    private static async Task AllAcceptedAsync(NoteBench bench, NotePlatform platform, string path, string end)
    {
        foreach (var kind in Kinds)
        {
            platform.Spoil(path, kind);
            await bench.StoreAsync(ResultSamples.Result($"R{kind}"));
            await bench.SettleAsync();
        }

        Assert.Equal(Kinds.Length, platform.SpoiltAnswers);
        Assert.Equal(Kinds.Select(kind => $"R{kind}#1 i = {end}").Order(StringComparer.Ordinal), await bench.StatesAsync());
    }
}
