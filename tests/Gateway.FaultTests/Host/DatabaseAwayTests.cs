using System.Net;
using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Host;

/// <summary>R9: PostgreSQL goes away and comes back; the server stays, loses nothing and sends nothing twice.</summary>
public sealed class DatabaseAwayTests(ITestOutputHelper output)
{
    private const string Slow = """{"kind":"slow","delayMs":1500}""";
    private const string Broken = "的推送中断";

    private static readonly TimeSpan Away = TimeSpan.FromSeconds(TestEnvironment.LongFaults ? 120 : 12);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when a process goes on renewing batches whose lane broke, so that nobody sends them any more: one owner for all of its lanes,
    // kept by a BatchKeeper that does not end with the lane.
    [Fact]
    public async Task A_server_whose_database_goes_away_stays_and_delivers_everything_once_when_it_is_back()
    {
        var server = await PrivatePostgres.CreateAsync(Cancelled);
        await using var postgres = await PostgresFixture.OnAsync(server);
        await using var processes = await GatewayProcesses.StartWithAllAreasAsync(postgres, 2_400);
        var database = await processes.DatabaseAsync();
        await processes.RunAsync(database, "migrate");
        await processes.RunAsync(database, "pull", "all");
        await processes.OrderAsync("faults", Slow);

        await server.StopAsync();
        using var adapters = new EveryMinute("nothing");
        await using var gateway = GatewayServer.Start(processes, database, new Dictionary<string, string>
        {
            ["GATEWAY_ADAPTERS"] = adapters.Folder, ["Gateway__Scheduling__Enabled"] = "true",
        });
        await gateway.Process.WaitForLineAsync("started", x => x.StartsWith("网关已启动", StringComparison.Ordinal), TimeSpan.FromMinutes(1), Cancelled);
        await IsAsync(gateway, HttpStatusCode.ServiceUnavailable);
        var submitting = processes.SubmitAsync(gateway, 1_000); // refused as long as there is nowhere to store, and offered again
        await BackAsync(server, database, gateway);
        await submitting;

        await DeliveredAsync(database, 100);
        await server.StopAsync();
        await BrokenAsync(gateway, 1);
        await IsAsync(gateway, HttpStatusCode.ServiceUnavailable);
        await BackAsync(server, database, gateway);

        await DeliveredAsync(database, 600);
        await server.KillAsync();
        await IsAsync(gateway, HttpStatusCode.ServiceUnavailable);
        var lines = Lines(gateway);
        await Task.Delay(Away, Cancelled); // the length of the outage is the fault itself
        var perSecond = (Lines(gateway) - lines) / Away.TotalSeconds;
        output.WriteLine($"{perSecond:0.0} lines of log a second while the database was away");
        Assert.True(perSecond < 50, "a storm: whoever waits for the database asks without a pause");
        await BackAsync(server, database, gateway);

        await Until.TrueAsync("nothing is open", GatewayProcesses.Limit, async _ => await BusinessTables.OpenDeliveriesAsync(database) == 0, Cancelled);
        Assert.False(gateway.Process.HasExited, gateway.Process.Log);
        await processes.CompareLedgersAsync();
        var jobs = await JobsAsync(database);
        await Until.TrueAsync("jobs run again", GatewayProcesses.Limit, async _ => await JobsAsync(database) > jobs, Cancelled);
        await processes.RunAsync(database, "audit", "verify");
    }

    private static int Lines(GatewayServer gateway) => gateway.Process.Log.Count(x => x == '\n');

    private static Task<long> JobsAsync(TestDatabase database) =>
        BusinessTables.ScalarAsync<long>(database, "select count(*) from hangfire.job where statename = 'Succeeded'");

    private static Task IsAsync(GatewayServer gateway, HttpStatusCode status) => Until.TrueAsync(
        $"/health/ready says {status}", TimeSpan.FromMinutes(1), async _ => (await gateway.HealthAsync()).Status == status, Cancelled);

    private static Task DeliveredAsync(TestDatabase database, int deliveries) => Until.TrueAsync(
        $"{deliveries} deliveries ended", GatewayProcesses.Limit,
        async _ => await BusinessTables.ScalarAsync<long>(database, "select count(*) from delivery where batch_id is not null and ended_at is not null") >= deliveries,
        Cancelled);

    private static Task BrokenAsync(GatewayServer gateway, int lanes) => Until.TrueAsync(
        "a push could not be recorded", TimeSpan.FromMinutes(1), () => gateway.Process.Log.Split(Broken).Length > lanes, Cancelled);

    private async Task BackAsync(PrivatePostgres server, TestDatabase database, GatewayServer gateway)
    {
        await server.StartAsync(Cancelled);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        database.DataSource.Clear(); // the test's own connections died with the server
        await IsAsync(gateway, HttpStatusCode.OK);
        output.WriteLine($"ready again {clock.Elapsed.TotalSeconds:0.0} s after the database");
    }
}
