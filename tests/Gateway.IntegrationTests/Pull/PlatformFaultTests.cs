using Gateway.Contracts;
using Gateway.Pipeline.Pull;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Pull;

/// <summary>Platforms that answer badly or not at all: nothing lost, nothing doubled, a clear state, recovery without a hand.</summary>
public sealed class PlatformFaultTests(PullSandbox sandbox, PostgresFixture postgres) : IClassFixture<PullSandbox>
{
    private const string Service = "s_610000_subject";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("500", "http_500")]
    [InlineData("503", "http_503")]
    [InlineData("html", "html")]
    [InlineData("empty", "empty")]
    [InlineData("garbage", null)]
    [InlineData("truncated", "truncated")]
    [InlineData("cut", null)]
    [InlineData("reset-before", null)]
    [InlineData("reset-after", null)]
    [InlineData("hang", "timeout")]
    public async Task A_fault_in_the_middle_of_a_read_ends_it_clearly_and_the_next_read_makes_it_whole(string kind, string? code)
    {
        const string area = "610502";
        await using var gateway = await StartAsync();
        await sandbox.FaultAsync(new { kind, profile = "p1", sid = Service, skip = 5 });
        var failed = Assert.IsType<PullOutcome.Failed>(await gateway.PullAsync(area, Feed.Subject));
        Assert.True(await sandbox.ClearFaultsAsync() >= 2, "the fault struck the attempt and its repetition");
        Assert.Equal(code ?? failed.Code, failed.Code);
        var status = await gateway.StatusAsync(area, Feed.Subject);
        Assert.Equal(("failed", true), (status.LastRun?.Outcome, status.LastRun?.Balanced));
        Assert.Contains("下次运行自动重试", failed.Message, StringComparison.Ordinal);
        await AssertRecoversAsync(gateway, area);
    }

    [Theory]
    [InlineData("503")]
    [InlineData("html")]
    [InlineData("reset-after")]
    [InlineData("truncated")]
    public async Task A_single_fault_is_mended_within_the_read(string kind)
    {
        const string area = "610503";
        await using var gateway = await StartAsync();
        await sandbox.FaultAsync(new { kind, profile = "p1", sid = Service, skip = 3, count = 1 });
        await gateway.PullDoneAsync(area, Feed.Subject);
        Assert.Equal(1, await sandbox.ClearFaultsAsync());
        await AssertRecoversAsync(gateway, area);
    }

    [Fact]
    public async Task Gbk_bytes_under_a_utf8_head_are_read_for_what_they_are()
    {
        const string area = "610522";
        await using var gateway = await StartAsync();
        await sandbox.FaultAsync(new { kind = "gbk", profile = "p1", sid = Service });
        await gateway.PullDoneAsync(area, Feed.Subject);
        Assert.True(await sandbox.ClearFaultsAsync() > 2);
        var table = await gateway.TableAsync(area, Feed.Subject);
        await AssertRecoversAsync(gateway, area);
        await gateway.PullDoneAsync(area, Feed.Subject, full: true);
        Assert.Equal(table, await gateway.TableAsync(area, Feed.Subject));
    }

    [Fact]
    public async Task Faults_all_over_lose_and_double_nothing()
    {
        const string area = "610523";
        await using var gateway = await StartAsync();
        foreach (var (kind, seed) in new[] { "500", "html", "truncated", "reset-after", "reset-before" }.Select((x, i) => (x, i)))
        {
            await sandbox.FaultAsync(new { kind, profile = "p1", sid = Service, share = 0.08, seed });
        }

        for (var attempt = 0; attempt < 8; attempt++)
        {
            await gateway.PullAsync(area, Feed.Subject, full: true);
        }

        Assert.True(await sandbox.ClearFaultsAsync() > 5);
        await AssertRecoversAsync(gateway, area);
    }

    [Fact]
    public async Task One_areas_dead_platform_stops_no_other_area()
    {
        const string dead = "610524";
        await using var gateway = await StartAsync(x =>
            x[$"Gateway:Counties:{dead}:Profiles:ExchangeRest:BaseAddress"] = $"http://127.0.0.1:{FreePort.Next()}/p1");
        string[] areas = [dead, "610525", "610526"];
        var outcomes = new Dictionary<string, PullOutcome>();
        await gateway.Get<PullBatch>().RunAsync(
            areas.Select(x => new PullCommand(x, Feed.Plan)),
            (command, outcome) =>
            {
                lock (outcomes)
                {
                    outcomes[command.Area] = outcome;
                }

                return Task.CompletedTask;
            },
            Cancelled);
        Assert.IsType<PullOutcome.Failed>(outcomes[dead]);
        Assert.All(areas[1..], x => Assert.IsType<PullOutcome.Completed>(outcomes[x]));
    }

    [Fact]
    public async Task A_feed_that_is_being_read_is_not_read_twice()
    {
        const string area = "610527";
        await using var gateway = await StartAsync();
        await sandbox.FaultAsync(new { kind = "slow", profile = "p1", sid = Service, delayMs = 300, count = 3 });
        var first = gateway.PullAsync(area, Feed.Subject);
        await Until.TrueAsync(
            "the first read has begun", TimeSpan.FromSeconds(20),
            async _ => await gateway.ScalarAsync<long>("select count(*) from run where outcome = 'running'") > 0, Cancelled);
        Assert.IsType<PullOutcome.Busy>(await gateway.PullAsync(area, Feed.Subject));
        Assert.IsType<PullOutcome.Completed>(await first);
        await sandbox.ClearFaultsAsync();
    }

    [Fact]
    public async Task A_read_that_is_stopped_says_so_and_the_next_makes_it_whole()
    {
        const string area = "610528";
        await using var gateway = await StartAsync();
        await sandbox.FaultAsync(new { kind = "slow", profile = "p1", sid = Service, delayMs = 300 });
        using var stop = new CancellationTokenSource();
        var pull = gateway.Get<PullJob>().RunAsync(new PullCommand(area, Feed.Subject), stop.Token);
        await Until.TrueAsync(
            "a page has landed", TimeSpan.FromSeconds(20), async _ => await gateway.ScalarAsync<long>("select count(*) from landed_page") > 0, Cancelled);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pull);
        await sandbox.ClearFaultsAsync();
        Assert.Equal("abandoned", (await gateway.StatusAsync(area, Feed.Subject)).LastRun?.Outcome);
        await AssertRecoversAsync(gateway, area);
    }

    private async Task AssertRecoversAsync(GatewayUnderTest gateway, string area)
    {
        await gateway.PullDoneAsync(area, Feed.Subject);
        var (truth, status) = ((await sandbox.TruthAsync())[(area, "subject")], await gateway.StatusAsync(area, Feed.Subject));
        Assert.Equal(("completed", true, truth.Good), (status.LastRun?.Outcome, status.LastRun?.Balanced, status.Stored));
        Assert.Equal(truth.Bad.Where(x => x.Value > 0).OrderBy(x => x.Key), status.Quarantine.OrderBy(x => x.Key));
    }

    private Task<GatewayUnderTest> StartAsync(Action<Dictionary<string, string?>>? more = null) => GatewayUnderTest.StartAsync(postgres, sandbox.Address, x =>
    {
        x["Gateway:Profiles:ExchangeRest:PageSize"] = "25";
        x["Gateway:Profiles:ExchangeRest:FetchAhead"] = "1";
        x["Gateway:Profiles:ExchangeRest:Transport:AttemptTimeout"] = "1s";
        x["Gateway:Profiles:ExchangeRest:Transport:ReadRetries"] = "1";
        x["Gateway:Pull:PagesAhead"] = "2";
        x["Gateway:Pull:StepRows"] = "100";
        more?.Invoke(x);
    });
}
