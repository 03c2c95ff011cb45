using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Scheduling;

/// <summary>Processes that know nothing of each other, over one database.</summary>
public sealed class SharedWorkTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Results = 2_000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when BatchStore.ClaimDueAsync takes what another process holds (no claimed_until), or when a process works only on what came to
    // its own intake (DeliveryRunner.RunAsync woken by its signal alone).
    [Fact]
    public async Task Two_gateway_processes_at_once_do_no_harm_and_share_the_work()
    {
        await using var processes = await GatewayProcesses.StartWithAllAreasAsync(postgres, 6_000, "--latency-ms", "50");
        var alone = await processes.DatabaseAsync();
        await processes.RunAsync(alone, "pull", "all");
        await processes.RunAsync(alone, "compile", "all");
        var feeds = await FeedsReadAsync(alone);

        var database = await processes.DatabaseAsync();
        using var adapters = new EveryMinute(@"\w+");
        var settings = new Dictionary<string, string>
        {
            ["GATEWAY_ADAPTERS"] = adapters.Folder, ["Gateway__Scheduling__Enabled"] = "true", ["Gateway__Scheduling__Poll"] = "00:00:01",
            ["Gateway__Delivery__IdleSweep"] = "00:00:00.2", ["Gateway__Delivery__BusySweep"] = "00:00:00.2",
        };
        await using var one = GatewayServer.Start(processes, database, settings);
        await using var other = GatewayServer.Start(processes, database, settings);
        await Task.WhenAll(one.ReadyAsync(), other.ReadyAsync());
        await Until.TrueAsync("every feed is read", GatewayProcesses.Limit, async _ => await FeedsReadAsync(database) == feeds, Cancelled);
        await processes.SubmitAsync(one, Results);
        await Until.TrueAsync("nothing is open", GatewayProcesses.Limit, async _ => await BusinessTables.OpenDeliveriesAsync(database) == 0, Cancelled);

        foreach (var (work, counter) in new[] { ("runs", "gateway_runs_total"), ("deliveries", "gateway_deliveries_total") })
        {
            var (ofOne, ofOther) = (await one.CountedAsync(counter), await other.CountedAsync(counter));
            output.WriteLine($"{work}: {ofOne} and {ofOther}");
            Assert.True(ofOne > 0 && ofOther > 0, $"{work} were not shared: {ofOne} and {ofOther}");
        }

        Assert.Equal(await BusinessTables.DigestAsync(alone), await BusinessTables.DigestAsync(database));
        await processes.CompareLedgersAsync();
        await processes.RunAsync(database, "audit", "verify");
    }

    private static Task<long> FeedsReadAsync(TestDatabase database) =>
        BusinessTables.ScalarAsync<long>(database, "select count(distinct (area, feed)) from run where outcome = 'completed'");
}
