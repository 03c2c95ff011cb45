using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Push;

/// <summary>R1, R2: whatever instant a pushing process dies at, every result is exactly once in the ledger of each target it was routed to.</summary>
public sealed class PushKillTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Subjects = 5_000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when a batch of a process that died goes out under another number (BatchStore.ClaimDueAsync), and when a claim leaves its keys on
    // the queue, so that a delivery is taken twice (QueueStore.ClaimAsync). Not when the lost answer is forgotten: the platforms take the same
    // batch again without harm, and this is what the promise rests on.
    [Fact]
    public async Task Pushing_that_is_killed_at_random_instants_ends_with_every_result_once_in_every_ledger()
    {
        var results = TestEnvironment.LongFaults ? 5_000 : 2_000;
        var seed = TestEnvironment.Seed;
        var dice = new Random(seed);
        output.WriteLine($"seed {seed}");
        await using var processes = await GatewayProcesses.StartAsync(postgres, Subjects, "--latency-ms", "200");
        var database = await processes.DatabaseAsync();
        foreach (var feed in new[] { "matter", "subject", "inspector" })
        {
            await processes.RunAsync(database, "pull", GatewayProcesses.Area, feed);
        }

        var settings = new Dictionary<string, string> { ["Gateway__Delivery__Lease"] = "00:00:03", ["Gateway__Delivery__RenewEvery"] = "00:00:01" };
        var server = await GatewayServer.StartReadyAsync(processes, database, settings);
        try
        {
            await processes.SubmitAsync(server, results);
            var interrupted = 0;
            for (var kill = 0; kill < (TestEnvironment.LongFaults ? 20 : 3); kill++)
            {
                var (before, moments) = (await EndedAsync(database), dice.Next(400));
                await Task.Delay(moments, Cancelled);
                await server.DisposeAsync();
                var open = await BusinessTables.OpenDeliveriesAsync(database);
                interrupted += open > 0 ? 1 : 0;
                output.WriteLine($"{before} deliveries had ended; killed {moments} ms later with {open} open");
                await LeasesEndAsync(database); // the next one is to be struck at work, not while it waits
                server = await GatewayServer.StartReadyAsync(processes, database, settings);
            }

            Assert.True(interrupted > 0, "everything had been delivered before the first kill");
            await Until.TrueAsync("nothing is open", GatewayProcesses.Limit, async _ => await BusinessTables.OpenDeliveriesAsync(database) == 0, Cancelled);
        }
        finally
        {
            await server.DisposeAsync();
        }

        await processes.CompareLedgersAsync();
        await processes.RunAsync(database, "audit", "verify");
    }

    private static Task<long> EndedAsync(TestDatabase database) =>
        BusinessTables.ScalarAsync<long>(database, "select count(*) from delivery where ended_at is not null");

    private static Task LeasesEndAsync(TestDatabase database) => Until.TrueAsync(
        "the dead process's batches may be taken over", TimeSpan.FromSeconds(60),
        async _ => await BusinessTables.ScalarAsync<long>(
            database, "select count(*) from delivery_batch where ended_at is null and claimed_until >= clock_timestamp()") == 0,
        Cancelled);
}
