using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Pull;

/// <summary>R14: a snapshot that shrank is not believed.</summary>
public sealed class ShrinkTests(PostgresFixture postgres)
{
    // Fails when RunCloser deletes what an incomplete or shrunken read did not bring: ShrinkRule or ReadGuard taken out of PullRun.EndAsync.
    [Theory]
    [InlineData("percent", 0, "held")]
    [InlineData("percent", 60, "held")]
    [InlineData("firstPage", 100, "failed")]
    [InlineData("duplicatePages", 100, "abandoned")]
    public async Task A_shrunken_snapshot_deletes_nothing_until_an_operator_says_so(string mode, int keep, string outcome)
    {
        await using var processes = await GatewayProcesses.StartAsync(postgres, 4_000);
        var database = await processes.DatabaseAsync();
        await processes.PullWholeAsync(database);
        var before = await BusinessTables.DigestAsync(database);
        await processes.OrderAsync("shrink", $$"""{"area":"{{GatewayProcesses.Area}}","feed":"subject","mode":"{{mode}}","keepPercent":{{keep}}}""");
        await using (var shrunken = processes.Pull(database, ["--full"]))
        {
            Assert.Equal(1, await shrunken.WaitForExitAsync(GatewayProcesses.Limit, TestContext.Current.CancellationToken));
        }

        Assert.Equal(outcome, await BusinessTables.ScalarAsync<string>(database, "select outcome from run order by run_id desc limit 1"));
        Assert.Equal(before, await BusinessTables.DigestAsync(database));
        if (outcome == "held")
        {
            await processes.PullWholeAsync(database, ["--full", "--accept-shrink"]);
            Assert.True(await BusinessTables.ScalarAsync<long>(database, "select deleted_by_absence from run order by run_id desc limit 1") > 1_000);
        }
    }
}
