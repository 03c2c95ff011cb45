using Gateway.Contracts;
using Gateway.Pipeline.Pull;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Pull;

/// <summary>The central promise: what the gateway says it has is what the platform's generator says there is, row by row and reason by reason.</summary>
public sealed class TruthTests(PullSandbox sandbox, PostgresFixture postgres) : IClassFixture<PullSandbox>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<Feed> Feeds => [.. PullSandbox.Feeds];

    [Fact]
    public async Task All_feeds_of_all_areas_equal_the_truth_and_again_after_a_second_full_read()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(postgres, sandbox.Address);
        var everything = gateway.Get<Gateway.Adapters.Configuration.IAdapterDirectory>().Areas.SelectMany(x => x.Feeds.Select(y => (x.Area, y.Feed))).ToList();
        foreach (var full in new[] { false, true })
        {
            var outcomes = await gateway.Get<PullBatch>().RunAsync(
                everything.Select(x => new PullCommand(x.Area, x.Feed, full)), (_, _) => Task.CompletedTask, Cancelled);
            Assert.All(outcomes, x => Assert.IsType<PullOutcome.Completed>(x));
            await gateway.AssertEqualsTruthAsync(sandbox);
        }
    }

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task A_read_of_what_did_not_change_writes_no_record(Feed feed)
    {
        const string area = "610527";
        await using var gateway = await GatewayUnderTest.StartAsync(postgres, sandbox.Address);
        var first = await gateway.PullDoneAsync(area, feed);
        Assert.True(first.New > 0);
        var written = await gateway.TableAsync(area, feed, withTransactions: true);
        foreach (var full in new[] { false, true })
        {
            var again = await gateway.PullDoneAsync(area, feed, full);
            Assert.Equal((0, 0, 0, 0), (again.New, again.Changed, again.DeletedByRow, again.DeletedByAbsence));
            Assert.Equal(written, await gateway.TableAsync(area, feed, withTransactions: true));
        }
    }
}
