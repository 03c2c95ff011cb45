using Gateway.FaultTests.Pull;
using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Push;

/// <summary>R1, R2: whatever instant a pushing process dies at, every result is exactly once in the ledger of each target it was routed to.</summary>
public sealed class PushKillTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Subjects = 5_000;
    private const string Key = "fault-test-key-of-610502";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when a batch's members or payload are stored after its first send instead of before, when a batch taken over after its process
    // died is formed anew instead of being sent with the same number and bytes, or when QueueStore lets two processes claim one delivery.
    [Fact]
    public async Task Pushing_that_is_killed_at_random_instants_ends_with_every_result_once_in_every_ledger()
    {
        var results = TestEnvironment.LongFaults ? 5_000 : 2_000;
        var seed = Environment.TickCount;
        var dice = new Random(seed);
        output.WriteLine($"seed {seed}");
        await using var processes = await GatewayProcesses.StartAsync(postgres, Subjects, "--latency-ms", "200");
        var database = await processes.DatabaseAsync();
        foreach (var feed in new[] { "matter", "subject", "inspector" })
        {
            await processes.RunAsync(database, "pull", GatewayProcesses.Area, feed);
        }

        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        var settings = new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = address.ToString(),
            [$"Gateway__Counties__{GatewayProcesses.Area}__ApiKey"] = Key,
            ["Gateway__Migrate"] = "true",
            ["Gateway__Scheduling__Enabled"] = "false",
            ["Gateway__Dashboard__Password"] = "fault-test-dashboard",
            ["Gateway__Delivery__Lease"] = "00:00:03",
            ["Gateway__Delivery__RenewEvery"] = "00:00:01",
        };
        var server = await ServeAsync(processes, database, settings, address);
        try
        {
            await processes.CountyAsync(
                "submit", "--to", address.ToString(), "--results", $"{results}", "--subjects", $"{Subjects}", "--single-area", GatewayProcesses.Area,
                "--key", $"{GatewayProcesses.Area}={Key}");
            var interrupted = 0;
            for (var kill = 0; kill < (TestEnvironment.LongFaults ? 20 : 3); kill++)
            {
                var (before, moments) = (await EndedAsync(database), dice.Next(400));
                await Task.Delay(moments, Cancelled);
                await server.DisposeAsync();
                var open = await OpenAsync(database);
                interrupted += open > 0 ? 1 : 0;
                output.WriteLine($"{before} deliveries had ended; killed {moments} ms later with {open} open");
                server = await ServeAsync(processes, database, settings, address);
            }

            Assert.True(interrupted > 0, "everything had been delivered before the first kill");
            await Until.TrueAsync("nothing is open", GatewayProcesses.Limit, async _ => await OpenAsync(database) == 0, Cancelled);
        }
        finally
        {
            await server.DisposeAsync();
        }

        await processes.CountyAsync("compare", "--sandbox", processes.Platforms.ToString());
        await processes.RunAsync(database, "audit", "verify");
    }

    private static Task<long> EndedAsync(TestDatabase database) =>
        GatewayProcesses.ScalarAsync<long>(database, "select count(*) from delivery where ended_at is not null");

    private static Task<long> OpenAsync(TestDatabase database) =>
        GatewayProcesses.ScalarAsync<long>(database, "select count(*) from delivery where state in ('queued', 'sent')");

    private static async Task<ProgramProcess> ServeAsync(
        GatewayProcesses processes, TestDatabase database, Dictionary<string, string> settings, Uri address)
    {
        var server = processes.Gateway(database, ["serve"], settings);
        await server.WaitForHealthAsync(new Uri(address, "health/ready"), GatewayProcesses.Limit, Cancelled);
        return server;
    }
}
