using Gateway.Contracts;
using Gateway.Pipeline.Pull;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Pull;

/// <summary>What changes on the platform, read incrementally or in full, and read again from the landed bytes.</summary>
public sealed class ChangeTests(PullSandbox sandbox, PostgresFixture postgres) : IClassFixture<PullSandbox>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<Feed> Feeds => [.. PullSandbox.Feeds];

    [Theory]
    [InlineData("610523", false)]
    [InlineData("610524", true)]
    public async Task Changes_of_every_kind_equal_the_truth(string area, bool full)
    {
        await using var gateway = await GatewayUnderTest.StartAsync(postgres, sandbox.Address);
        foreach (var feed in PullSandbox.Feeds)
        {
            await gateway.PullDoneAsync(area, feed);
        }

        await gateway.AssertEqualsTruthAsync(sandbox, area);
        for (var round = 0; round < 2; round++)
        {
            foreach (var feed in PullSandbox.Feeds)
            {
                var (deleted, late) = feed == Feed.Task ? (0, 0) : (4, 3);
                await sandbox.ChangeAsync(new { area, feed = feed.Wire(), @new = 7, changed = 5, deleted, late, spoiled = 3, healed = 2 });
                var counters = await gateway.PullDoneAsync(area, feed, full);
                Assert.True(counters.New >= 7, $"{feed}: {counters}");
            }

            await gateway.AssertEqualsTruthAsync(sandbox, area);
        }
    }

    [Fact]
    public async Task A_record_leaves_quarantine_by_itself_when_it_comes_right_and_the_last_good_version_stays_meanwhile()
    {
        const string area = "610525";
        await using var gateway = await GatewayUnderTest.StartAsync(postgres, sandbox.Address);
        await gateway.PullDoneAsync(area, Feed.Plan);
        var before = await gateway.StatusAsync(area, Feed.Plan);
        await sandbox.ChangeAsync(new { area, feed = "plan", spoiled = 4 });
        await gateway.PullDoneAsync(area, Feed.Plan);
        var spoiled = await gateway.StatusAsync(area, Feed.Plan);
        Assert.Equal((before.Stored, before.Quarantine.Values.Sum() + 4), (spoiled.Stored, spoiled.Quarantine.Values.Sum()));
        await sandbox.ChangeAsync(new { area, feed = "plan", healed = (int)spoiled.Quarantine.Values.Sum() });
        await gateway.PullDoneAsync(area, Feed.Plan);
        var healed = await gateway.StatusAsync(area, Feed.Plan);
        Assert.Empty(healed.Quarantine);
        Assert.True(healed.Stored >= before.Stored);
        Assert.True(await gateway.ScalarAsync<long>("select count(*) from quarantine where closed_because is not null") >= 4);
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task A_replay_of_the_landed_bytes_gives_what_the_reads_gave(Feed feed)
    {
        const string area = "610526";
        await using var gateway = await GatewayUnderTest.StartAsync(postgres, sandbox.Address);
        await gateway.PullDoneAsync(area, feed);
        var deleted = feed == Feed.Task ? 0 : 3;
        await sandbox.ChangeAsync(new { area, feed = feed.Wire(), @new = 5, changed = 5, deleted, spoiled = 2, healed = 1 });
        await gateway.PullDoneAsync(area, feed);
        var (table, status) = (await gateway.TableAsync(area, feed), await gateway.StatusAsync(area, feed));
        var replayed = Assert.IsType<PullOutcome.Completed>(await gateway.Get<ReplayJob>().RunAsync(area, feed, Cancelled));
        Assert.True(replayed.Counters.Balanced, $"{replayed.Counters}");
        Assert.Equal((0, 0), (replayed.Counters.New, replayed.Counters.Changed));
        Assert.Equal(table, await gateway.TableAsync(area, feed));
        Assert.Equal(status.Quarantine, (await gateway.StatusAsync(area, feed)).Quarantine);
    }
}
