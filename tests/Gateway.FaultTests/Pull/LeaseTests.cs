using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Pull;

/// <summary>R3 and R6: one process at a time, and one that was taken over writes nothing any more.</summary>
public sealed class LeaseTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const string Slow = """{"kind":"slow","profile":"p1","sid":"s_610000_subject","delayMs":250}""";

    private static readonly Dictionary<string, string> Short = new()
    {
        ["Gateway__Pull__Lease"] = "00:00:02", ["Gateway__Pull__StepRows"] = "100", ["Gateway__Pull__PagesAhead"] = "1",
        ["Gateway__Profiles__ExchangeRest__PageSize"] = "100", ["Gateway__Profiles__ExchangeRest__FetchAhead"] = "1",
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when a write does not assert the lease's token (LeaseStore.AssertHeldAsync taken out of StepWriter, PageLander or RunCloser), or
    // when a take-over does not raise the token.
    [Fact]
    public async Task A_process_that_slept_past_its_lease_writes_nothing_when_it_wakes()
    {
        await using var processes = await GatewayProcesses.StartAsync(postgres, 3_000);
        var database = await processes.DatabaseAsync();
        await processes.OrderAsync("faults", Slow);
        await using var zombie = processes.Pull(database, ["--full"], Short);
        await StoredAsync(database, 500);
        Assert.True(zombie.Signal(PosixSignalNumber.Stop));
        await processes.ClearFaultsAsync();
        await LeaseEndedAsync(database);
        await processes.PullWholeAsync(database, ["--full"], Short);
        var finished = await WholeDatabaseAsync(database);

        Assert.True(zombie.Signal(PosixSignalNumber.Continue));
        Assert.Equal(1, await zombie.WaitForExitAsync(GatewayProcesses.Limit, Cancelled));
        Assert.Contains("lease_lost", zombie.Log, StringComparison.Ordinal);
        Assert.Equal(finished, await WholeDatabaseAsync(database));
        Assert.Equal("abandoned,completed", await BusinessTables.ScalarAsync<string>(database, "select string_agg(outcome, ',' order by run_id) from run"));
    }

    // Fails when LeaseKeeper does not renew: the second process then takes over after one lease.
    [Fact]
    public async Task A_pull_of_more_than_four_leases_is_not_started_twice()
    {
        await using var processes = await GatewayProcesses.StartAsync(postgres, 4_000);
        var database = await processes.DatabaseAsync();
        await processes.OrderAsync("faults", Slow.Replace("250", "2000", StringComparison.Ordinal));
        await using var first = processes.Pull(database, ["--full"], Short);
        await StoredAsync(database, 90);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var tried = 0;
        while (!first.HasExited && (tried < 2 || clock.Elapsed < 5 * TimeSpan.FromSeconds(2)))
        {
            await using var second = processes.Pull(database, ["--full"], Short);
            var code = await second.WaitForExitAsync(GatewayProcesses.Limit, Cancelled);
            if (!first.HasExited)
            {
                Assert.True(code == 1 && second.Log.Contains("另一个进程正在读取", StringComparison.Ordinal), second.Log);
                tried++;
            }
        }

        output.WriteLine($"{clock.Elapsed.TotalSeconds:0.0} s, {tried} attempts of others");
        Assert.True(!first.HasExited && tried >= 2, $"the first pull ended too early to prove anything: {clock.Elapsed}, {tried}");
        await processes.ClearFaultsAsync();
        Assert.Equal(0, await first.WaitForExitAsync(GatewayProcesses.Limit, Cancelled));
        Assert.Equal(1, await BusinessTables.ScalarAsync<long>(database, "select min(run_id) from run where mode = 'full' and outcome = 'completed'"));
    }

    /// <summary>Every row of every table with the transaction that wrote it; the lease itself is left out, for it is given back.</summary>
    private static async Task<string> WholeDatabaseAsync(TestDatabase database)
    {
        var tables = await BusinessTables.ScalarAsync<string>(
            database, "select string_agg(tablename, ',' order by tablename) from pg_tables where schemaname = 'gateway' and tablename not in ('lease', 'schema_version')");
        var parts = new List<string>();
        foreach (var table in tables.Split(','))
        {
            parts.Add(await BusinessTables.ScalarAsync<string>(
                database, $"select '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(t.xmin::text || t.ctid::text, ',' order by t.ctid)), '') from gateway.{table} t"));
        }

        return string.Join('\n', parts);
    }

    private static Task StoredAsync(TestDatabase database, int rows) => Until.TrueAsync(
        $"{rows} records are stored", TimeSpan.FromSeconds(60),
        async _ => await BusinessTables.ScalarAsync<long>(database, "select count(*) from subject") >= rows, Cancelled);

    private static Task LeaseEndedAsync(TestDatabase database) => Until.TrueAsync(
        "the lease ends", TimeSpan.FromSeconds(30),
        async _ => await BusinessTables.ScalarAsync<bool>(database, "select bool_and(until < clock_timestamp()) from lease where name like 'pull:%'"), Cancelled);
}
