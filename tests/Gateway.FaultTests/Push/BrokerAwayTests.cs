using System.Net;
using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Push;

/// <summary>R10: RabbitMQ is killed under load and stays away; intake and delivery go on, and what it missed comes afterwards, in order.</summary>
public sealed class BrokerAwayTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Results = 600;

    private static readonly TimeSpan Away = TimeSpan.FromSeconds(TestEnvironment.LongFaults ? 120 : 15);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when a message leaves the outbox before its confirm (StatusRelay removes all of a batch): the kill loses some. Fails when the
    // relay gives up, or does not open a new connection. Fails when intake or delivery wait for the broker.
    [Fact]
    public async Task With_the_broker_away_work_goes_on_and_every_change_is_heard_afterwards_in_order()
    {
        await using var broker = await PrivateRabbit.CreateAsync(Cancelled);
        await using var processes = await GatewayProcesses.StartAsync(postgres, 1_000, "--latency-ms", "20");
        var database = await processes.DatabaseAsync();
        foreach (var feed in new[] { "matter", "subject", "inspector" })
        {
            await processes.RunAsync(database, "pull", GatewayProcesses.Area, feed);
        }

        await StatusWitness.InstallAsync(database);
        var settings = new Dictionary<string, string> { ["Gateway__Bus__Transport"] = "RabbitMq", ["Gateway__Bus__Uri"] = broker.Uri.ToString() };
        await using var one = await GatewayServer.StartReadyAsync(processes, database, settings);
        await using var other = await GatewayServer.StartReadyAsync(processes, database, settings);
        await using var county = await StatusListener.BindAsync(broker.Uri, "#");

        var submitting = processes.SubmitAsync(one, Results);
        await Until.TrueAsync("messages come", GatewayProcesses.Limit, () => county.Heard.Count > 200, Cancelled);
        await broker.KillAsync();
        await submitting; // without a broker
        await Until.TrueAsync("nothing is open", GatewayProcesses.Limit, async _ => await BusinessTables.OpenDeliveriesAsync(database) == 0, Cancelled);
        var waiting = await BusinessTables.ScalarAsync<long>(database, "select coalesce(sum(pending), 0)::bigint from status_outbox");
        Assert.True(waiting > 0, "all went out before the broker was killed");
        await Task.Delay(Away, Cancelled); // the length of the outage is the fault itself
        Assert.Equal(HttpStatusCode.OK, (await one.HealthAsync()).Status);
        await broker.StartAsync(Cancelled);

        await StatusWitness.AssertHeardAsync(database, county);
        output.WriteLine($"{waiting} messages waited; {county.Heard.Count} heard");
        await processes.CompareLedgersAsync();
        await processes.RunAsync(database, "audit", "verify");
    }
}
