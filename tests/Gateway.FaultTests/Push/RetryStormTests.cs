using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Push;

/// <summary>R12: a platform that fails gets the planned attempts, however many processes send to it; when it lives again, it gets all.</summary>
public sealed class RetryStormTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Results = 2_000;
    private const int Threshold = 8;

    public static TheoryData<int> Replicas => TestEnvironment.LongFaults ? [1, 2, 4, 8] : [1, 4];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when BatchPusher sends without asking the gate, when the gate's count is a process's own, or when a failure lets go of its batch
    // before it is counted (PlatformGates.LeaveAsync after RecordAsync).
    [Theory, MemberData(nameof(Replicas))]
    public async Task A_failing_platform_gets_the_planned_attempts_at_any_number_of_replicas(int replicas)
    {
        await using var processes = await GatewayProcesses.StartAsync(postgres, 3_000);
        var database = await processes.DatabaseAsync();
        foreach (var feed in new[] { "matter", "subject", "inspector" })
        {
            await processes.RunAsync(database, "pull", GatewayProcesses.Area, feed);
        }

        await processes.OrderAsync("faults", """{"kind":"500","profile":"p4"}""");
        var settings = new Dictionary<string, string> { ["Gateway__Delivery__IdleSweep"] = "00:00:00.2", ["Gateway__Delivery__BusySweep"] = "00:00:00.2" };
        var servers = new List<GatewayServer> { await GatewayServer.StartReadyAsync(processes, database, settings) };
        try
        {
            servers.AddRange(Enumerable.Range(1, replicas - 1).Select(_ => GatewayServer.Start(processes, database, settings)));
            await Task.WhenAll(servers.Select(x => x.ReadyAsync()));
            await processes.SubmitAsync(servers[0], Results);

            // Two probes have failed: after 5 and after 15 seconds more. What struck the platform is counted by the platform.
            await Until.TrueAsync(
                "two probes have failed", GatewayProcesses.Limit,
                async _ => await BusinessTables.ScalarAsync<long>(
                    database, "select count(*) from platform_gate where lane = '' and state = 'open' and probes >= 2") == 1,
                Cancelled);
            var struck = await processes.StruckAsync();
            output.WriteLine($"{replicas} replicas: {struck} attempts");
            Assert.InRange(struck, Threshold + 2 - 1, Threshold + 2 + 1);
            Assert.Equal(1, await BusinessTables.ScalarAsync<long>(database, "select count(*) from platform_gate where lane = '' and state <> 'closed'"));

            await processes.ClearFaultsAsync();
            await Until.TrueAsync("nothing is open", GatewayProcesses.Limit, async _ => await BusinessTables.OpenDeliveriesAsync(database) == 0, Cancelled);
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }

        await processes.CompareLedgersAsync();
    }
}
