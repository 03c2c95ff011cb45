using Gateway.Testing;
using Npgsql;
using Xunit;

namespace Gateway.FaultTests.Host;

/// <summary>R9: every session of the gateways is ended, again and again, in the middle of whatever they do.</summary>
public sealed class SessionsEndedTests(PostgresFixture postgres, RabbitFixture rabbit, ITestOutputHelper output)
{
    private static readonly int Rounds = TestEnvironment.LongFaults ? 200 : 20;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when a step whose commit was cut off is taken for done (RecordStore.RecordAsync returning on NpgsqlException, StatusRelay
    // counting what it read as removed), when a lane or the relay ends with its session, or when intake answers 201 before its commit.
    [Fact]
    public async Task Sessions_ended_again_and_again_under_load_lose_nothing()
    {
        await using var broker = await rabbit.CreateVirtualHostAsync(Cancelled);
        await using var processes = await GatewayProcesses.StartAsync(postgres, 1_000, "--latency-ms", "100");
        var database = await processes.DatabaseAsync();
        foreach (var feed in new[] { "matter", "subject", "inspector" })
        {
            await processes.RunAsync(database, "pull", GatewayProcesses.Area, feed);
        }

        await StatusWitness.InstallAsync(database);
        var settings = new Dictionary<string, string>
        {
            ["Gateway__Bus__Transport"] = "RabbitMq", ["Gateway__Bus__Uri"] = broker.Uri.ToString(),
            ["Gateway__Delivery__Lease"] = "00:00:05", ["Gateway__Delivery__RenewEvery"] = "00:00:01",
        };
        await using var one = await GatewayServer.StartReadyAsync(processes, database, settings);
        await using var other = await GatewayServer.StartReadyAsync(processes, database, settings);
        await using var county = await StatusListener.BindAsync(broker.Uri, "#");
        var submitting = processes.SubmitAsync(one, 500);
        await Until.TrueAsync("work has begun", GatewayProcesses.Limit,
            async _ => await BusinessTables.ScalarAsync<long>(database, "select count(*) from delivery_batch") > 0, Cancelled);
        var ended = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            ended += await EndSessionsAsync(database);
            await Task.Delay(400, Cancelled); // the pace of the fault
        }

        output.WriteLine($"{ended} sessions ended");
        database.DataSource.Clear(); // the test's own were ended, too
        Assert.True(ended > Rounds / 2, "nobody was at work");
        Assert.Contains("57P01", one.Process.Log + other.Process.Log, StringComparison.Ordinal);
        await submitting;
        await Until.TrueAsync("nothing is open", GatewayProcesses.Limit, async _ => await BusinessTables.OpenDeliveriesAsync(database) == 0, Cancelled);
        Assert.False(one.Process.HasExited || other.Process.HasExited);
        await processes.CompareLedgersAsync();
        await StatusWitness.AssertHeardAsync(database, county);
        await processes.RunAsync(database, "audit", "verify");
    }

    private async Task<long> EndSessionsAsync(TestDatabase database)
    {
        var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database;
        await using var connection = new NpgsqlConnection($"{postgres.ServerConnectionString};Database=postgres;Pooling=false");
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(
            "select count(*) filter (where ended) from (select pg_terminate_backend(pid) as ended from pg_stat_activity where datname = $1) x", connection);
        command.Parameters.AddWithValue(name ?? "");
        return (long)(await command.ExecuteScalarAsync(Cancelled) ?? 0L);
    }
}
