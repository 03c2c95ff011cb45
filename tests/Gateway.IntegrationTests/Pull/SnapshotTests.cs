using Gateway.Contracts;
using Gateway.Pipeline.Pull;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Pull;

/// <summary>Sets that move, shrink or end early while they are read (law 6, R14).</summary>
public sealed class SnapshotTests(PullSandbox sandbox, PostgresFixture postgres) : IClassFixture<PullSandbox>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_set_that_moves_under_the_read_is_read_again()
    {
        const string area = "610502";
        await using var gateway = await StartAsync();
        await sandbox.FaultAsync(new { kind = "slow", profile = "p1", sid = "s_610000_inspector", delayMs = 200 });
        var pull = gateway.PullDoneAsync(area, Feed.Inspector);
        await Until.TrueAsync(
            "a page has landed", TimeSpan.FromSeconds(20), async _ => await gateway.ScalarAsync<long>("select count(*) from landed_page") > 0, Cancelled);
        await sandbox.ChangeAsync(new { area, feed = "inspector", @new = 5, deleted = 5 });
        await sandbox.ClearFaultsAsync();
        await pull;
        Assert.Equal(1, await gateway.ScalarAsync<long>("select count(*) from run where outcome = 'abandoned' and message like '%快照已变化%'"));
        var (truth, status) = ((await sandbox.TruthAsync())[(area, "inspector")], await gateway.StatusAsync(area, Feed.Inspector));
        Assert.Equal((truth.Good, truth.Bad.Values.Sum()), (status.Stored, status.Quarantine.Values.Sum()));
    }

    [Theory]
    [InlineData("610503", "percent", 0, "held")]
    [InlineData("610522", "percent", 60, "held")]
    [InlineData("610523", "firstPage", 100, "failed")]
    [InlineData("610524", "duplicatePages", 100, "abandoned")]
    public async Task A_shrunken_set_deletes_nothing_and_says_so(string area, string mode, int keepPercent, string outcome)
    {
        await using var gateway = await StartAsync();
        await gateway.PullDoneAsync(area, Feed.Subject);
        var (table, stored) = (await gateway.TableAsync(area, Feed.Subject), (await gateway.StatusAsync(area, Feed.Subject)).Stored);
        await sandbox.ShrinkAsync(area, "subject", mode, keepPercent);
        await gateway.PullAsync(area, Feed.Subject, full: true);
        var status = await gateway.StatusAsync(area, Feed.Subject);
        var message = await gateway.ScalarAsync<string>("select message from run order by run_id desc limit 1");
        Assert.Equal((outcome, stored, 0L), (status.LastRun?.Outcome, status.Stored, status.LastRun?.DeletedByAbsence));
        Assert.Equal(table, await gateway.TableAsync(area, Feed.Subject));
        Assert.NotEmpty(message);

        await sandbox.ShrinkAsync(area, "subject", "none");
        await gateway.PullDoneAsync(area, Feed.Subject, full: true);
        Assert.Equal(table, await gateway.TableAsync(area, Feed.Subject));
    }

    [Fact]
    public async Task An_operator_who_looked_lets_a_shrunken_set_through()
    {
        const string area = "610525";
        await using var gateway = await StartAsync();
        var first = await gateway.PullDoneAsync(area, Feed.Subject);
        await sandbox.ShrinkAsync(area, "subject", "percent", 60);
        Assert.IsType<PullOutcome.Held>(await gateway.PullAsync(area, Feed.Subject, full: true));
        var released = await gateway.PullDoneAsync(area, Feed.Subject, acceptShrink: true);
        Assert.InRange(released.DeletedByAbsence, first.New * 35 / 100, first.New * 45 / 100);
        await sandbox.ShrinkAsync(area, "subject", "none");
    }

    [Fact]
    public async Task A_small_loss_is_believed_and_rows_in_quarantine_count_as_present()
    {
        const string area = "610526";
        await using var gateway = await StartAsync();
        await gateway.PullDoneAsync(area, Feed.Subject);
        await sandbox.ChangeAsync(new { area, feed = "subject", deleted = 20, spoiled = 30 });
        var counters = await gateway.PullDoneAsync(area, Feed.Subject, full: true);
        Assert.Equal(20, counters.DeletedByAbsence); // and not the 30: their last good version stays
        var (truth, status) = ((await sandbox.TruthAsync())[(area, "subject")], await gateway.StatusAsync(area, Feed.Subject));
        Assert.Equal(truth.Good + truth.Spoiled, status.Stored);
    }

    [Fact]
    public async Task A_replay_after_a_held_read_takes_nothing_back()
    {
        const string area = "610528";
        await using var gateway = await StartAsync();
        await gateway.PullDoneAsync(area, Feed.Subject);
        await sandbox.ChangeAsync(new { area, feed = "subject", changed = 20, deleted = 90 });
        var held = Assert.IsType<PullOutcome.Held>(await gateway.PullAsync(area, Feed.Subject, full: true));
        Assert.Equal(20, held.Counters.Changed);
        var table = await gateway.TableAsync(area, Feed.Subject);
        Assert.IsType<PullOutcome.Completed>(await gateway.Get<ReplayJob>().RunAsync(area, Feed.Subject, Cancelled));
        Assert.Equal(table, await gateway.TableAsync(area, Feed.Subject));
    }

    private Task<GatewayUnderTest> StartAsync() => GatewayUnderTest.StartAsync(postgres, sandbox.Address, x =>
    {
        x["Gateway:Profiles:ExchangeRest:PageSize"] = "20";
        x["Gateway:Profiles:ExchangeRest:FetchAhead"] = "1";
        x["Gateway:Pull:PagesAhead"] = "1";
        x["Gateway:Pull:StepRows"] = "100";
    });
}
