using System.Net;
using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Push;

/// <summary>R10: RabbitMQ is killed under load and stays away; intake and delivery go on, and what it missed comes afterwards, in order.</summary>
public sealed class BrokerAwayTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Results = 600;

    // What every key went through, noted by the test's own trigger, a row a change: independent of how the gateway notes it.
    private const string Witness =
        """
        create table witness (n bigint generated always as identity, key text not null, state text not null);
        create function witness() returns trigger language plpgsql as $$
        begin
          insert into witness (key, state) values (new.area || '/' || new.doc_id || '@' || new.target, new.version || ' ' || new.state);
          return null;
        end $$;
        create trigger witness_new after insert on delivery for each row when (new.kind = 'result') execute function witness();
        create trigger witness_change after update on delivery for each row
          when (new.kind = 'result' and new.state is distinct from old.state) execute function witness();
        """;

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

        await ExecuteAsync(database, Witness);
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

        await Until.TrueAsync("the outbox is empty", GatewayProcesses.Limit,
            async _ => await BusinessTables.ScalarAsync<long>(database, "select count(*) from status_outbox") == 0, Cancelled);
        var expected = await ExpectedAsync(database);
        await Until.TrueAsync("all are heard", GatewayProcesses.Limit, () => Distinct(county).Count >= expected.Sum(x => x.Value.Length), Cancelled);
        output.WriteLine($"{waiting} messages waited; {county.Heard.Count} heard of {expected.Sum(x => x.Value.Length)}");

        // Taken once each by its number, they are what every key went through, in that order.
        var heard = Distinct(county).GroupBy(x => $"{x.Area}/{x.Id}@{x.Target}").ToDictionary(x => x.Key, x => x.Select(y => $"{y.Version} {y.State}").ToArray());
        Assert.Equal(expected.Count, heard.Count);
        Assert.All(expected, x => Assert.Equal(x.Value, heard[x.Key]));
        Assert.All(Distinct(county).GroupBy(x => (x.Area, x.Id, x.Target)), x => Assert.Equal(x.Select(y => y.Number).Order(), x.Select(y => y.Number)));
        await processes.CompareLedgersAsync();
        await processes.RunAsync(database, "audit", "verify");
    }

    /// <summary>The first time that each was heard, in order.</summary>
    private static List<HeardStatus> Distinct(StatusListener county) => [.. county.Heard.DistinctBy(x => x.Number)];

    private static async Task<Dictionary<string, string[]>> ExpectedAsync(TestDatabase database)
    {
        await using var command = database.DataSource.CreateCommand("select key, state from witness order by n");
        var changes = new List<(string Key, string State)>();
        await using var reader = await command.ExecuteReaderAsync(Cancelled);
        while (await reader.ReadAsync(Cancelled))
        {
            changes.Add((reader.GetString(0), reader.GetString(1)));
        }

        return changes.GroupBy(x => x.Key).ToDictionary(x => x.Key, x => x.Select(y => y.State).ToArray());
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
