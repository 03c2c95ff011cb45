using System.Net;
using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Host;

/// <summary>Law 14: a start says all that is wrong at once; what is only away is waited for.</summary>
public sealed class StartTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when StartupCheck stops at the first problem, or when GatewayWeb.RunAsync does not end with ExitCode.Wrong.
    [Fact]
    public async Task Secrets_that_are_missing_are_all_named_and_the_exit_code_is_2()
    {
        await using var processes = await GatewayProcesses.StartAsync(postgres, 10);
        await using var server = GatewayServer.Start(processes, await processes.DatabaseAsync(), new Dictionary<string, string>
        {
            ["Gateway__MasterKey"] = "", ["Gateway__Profiles__Credit__AppSecret"] = "", ["Gateway__Dashboard__Password"] = "short",
        });
        Assert.Equal(2, await server.Process.WaitForExitAsync(TimeSpan.FromMinutes(1), Cancelled));
        Assert.Contains("Gateway__MasterKey", server.Process.Log, StringComparison.Ordinal);
        Assert.Contains("Gateway__Profiles__Credit__AppSecret", server.Process.Log, StringComparison.Ordinal);
        Assert.Contains("Gateway__Dashboard__Password", server.Process.Log, StringComparison.Ordinal);
    }

    // Fails when nobody makes up for the migration that a start could not do: LateMigration taken out.
    [Fact]
    public async Task With_the_database_away_from_the_start_the_schema_is_upgraded_when_it_comes()
    {
        var cluster = await PrivatePostgres.CreateAsync(Cancelled);
        await using var owner = await PostgresFixture.OnAsync(cluster);
        await using var processes = await GatewayProcesses.StartAsync(owner, 10);
        await using var database = await owner.CreateEmptyDatabaseAsync(Cancelled);
        await cluster.StopAsync();
        await using var server = GatewayServer.Start(processes, database);
        await server.Process.WaitForLineAsync("started", x => x.StartsWith("网关已启动", StringComparison.Ordinal), TimeSpan.FromMinutes(1), Cancelled);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.HealthAsync()).Status);
        await cluster.StartAsync(Cancelled);
        database.DataSource.Clear();
        await server.ReadyAsync();
        Assert.True(await BusinessTables.ScalarAsync<long>(database, "select count(*) from audit_entry") >= 0);
    }

    // Fails when a start that migrates needs the broker: StartupCheck.QueuesAsync lets BrokerUnreachableException pass.
    [Fact]
    public async Task With_the_broker_away_from_the_start_results_are_taken_and_delivered()
    {
        await using var processes = await GatewayProcesses.StartAsync(postgres, 1_000);
        var database = await processes.DatabaseAsync();
        foreach (var feed in new[] { "matter", "subject", "inspector" })
        {
            await processes.RunAsync(database, "pull", GatewayProcesses.Area, feed);
        }

        await using var server = await GatewayServer.StartReadyAsync(processes, database, new Dictionary<string, string>
        {
            ["Gateway__Bus__Transport"] = "RabbitMq", ["Gateway__Bus__Uri"] = $"amqp://gateway:nobody@127.0.0.1:{FreePort.Next()}/",
        });
        await processes.SubmitAsync(server, 500);
        await Until.TrueAsync("nothing is open", GatewayProcesses.Limit, async _ => await BusinessTables.OpenDeliveriesAsync(database) == 0, Cancelled);
        var (status, text) = await server.HealthAsync();
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("RabbitMQ 无法连接", text, StringComparison.Ordinal);
        await processes.CompareLedgersAsync();
    }
}
