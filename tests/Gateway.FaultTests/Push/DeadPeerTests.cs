using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Push;

/// <summary>R11: a platform that takes connections and never answers delays no other. By how much the others slow down is measured by the bench.</summary>
public sealed class DeadPeerTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when the runner waits for all lanes before it looks again (DeliveryRunner.SweepAsync), and when lanes share one room (TargetLane).
    [Fact]
    public async Task A_platform_that_never_answers_holds_up_no_other_and_gets_all_when_it_is_back()
    {
        await using var processes = await GatewayProcesses.StartAsync(postgres, 1_000);
        var database = await processes.DatabaseAsync();
        foreach (var feed in new[] { "matter", "subject", "inspector" })
        {
            await processes.RunAsync(database, "pull", GatewayProcesses.Area, feed);
        }

        await processes.OrderAsync("faults", """{"kind":"hang","profile":"p1","delayMs":600000}""");
        var settings = new Dictionary<string, string> { ["Gateway__Profiles__ExchangeRest__Transport__AttemptTimeout"] = "5s" };
        await using var server = await GatewayServer.StartReadyAsync(processes, database, settings);
        for (var round = 1; round <= (TestEnvironment.LongFaults ? 10 : 3); round++)
        {
            await processes.SubmitAsync(server, 40);
            await Until.TrueAsync(
                "the others have all", GatewayProcesses.Limit, async _ => await OpenAsync(database, "<>") == 0, Cancelled);
            Assert.Equal(40 * round, await OpenAsync(database, "="));
        }

        await processes.ClearFaultsAsync();
        await Until.TrueAsync("nothing is open", GatewayProcesses.Limit, async _ => await BusinessTables.OpenDeliveriesAsync(database) == 0, Cancelled);
        await processes.CompareLedgersAsync();
        await DeliveryAgreement.AssertAsync(database);
    }

    private static Task<long> OpenAsync(TestDatabase database, string compared) => BusinessTables.ScalarAsync<long>(
        database, $"select count(*) from delivery where kind = 'result' and target {compared} 'exchange-rest' and state in ('queued', 'sent')");
}
