using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Pull;

/// <summary>R1: no record lost or applied twice, whatever instant the process dies at.</summary>
public sealed class KillTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Subjects = 100_000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when StepWriter commits the counts apart from the rows: a kill between the two leaves rows that no run has counted. Fails when
    // findings are kept for the end of the run: the last kill comes when nearly all is stored, and nobody looks at unchanged rows again.
    [Fact]
    public async Task A_pull_that_is_killed_at_random_instants_and_begun_again_ends_as_the_undisturbed_one()
    {
        var seed = TestEnvironment.Seed;
        var dice = new Random(seed);
        output.WriteLine($"seed {seed}");
        await using var processes = await GatewayProcesses.StartAsync(postgres, Subjects);
        var undisturbed = await processes.DatabaseAsync();
        await processes.PullWholeAsync(undisturbed);
        var expected = await BusinessTables.DigestAsync(undisturbed);
        Assert.True(await BusinessTables.ScalarAsync<long>(undisturbed, "select count(*) from subject") > Subjects * 9 / 10);

        var database = await processes.DatabaseAsync();
        var died = 0;
        var kills = TestEnvironment.LongFaults ? 20 : 3;
        for (var kill = 0; kill < kills; kill++)
        {
            // A run that died left its lease behind: the next one waits no longer than this.
            await using var process = processes.Pull(database, ["--full"], new Dictionary<string, string> { ["Gateway__Pull__Lease"] = "00:00:01", ["Gateway__Pull__StepRows"] = "2000" });
            // Somewhere in the read, then some moments more: within a step as likely as between two.
            var (rows, moments) = (kill == kills - 1 ? Subjects * 97 / 100 : dice.Next(Subjects), dice.Next(300));
            await Until.TrueAsync(
                $"{rows} rows are read", GatewayProcesses.Limit,
                async _ => process.HasExited || await BusinessTables.ScalarAsync<long>(database, "select coalesce(max(fetched) filter (where outcome = 'running'), 0) from run") >= rows,
                Cancelled);
            await Task.Delay(moments, Cancelled);
            died += process.HasExited ? 0 : 1;
            await process.KillAsync();
            var stored = await BusinessTables.ScalarAsync<long>(database, "select count(*) from subject");
            output.WriteLine($"killed {moments} ms after {rows} rows were read, with {stored} records stored");
            await LeaseEndsAsync(database);
        }

        Assert.True(died > 0, "every pull had ended before it was killed");
        await processes.PullWholeAsync(database, ["--full"]);
        Assert.Equal(expected, await BusinessTables.DigestAsync(database));
        Assert.Equal(0, await BusinessTables.ScalarAsync<long>(database, "select count(*) from run where outcome = 'running'"));
        Assert.Equal("completed|t", await BusinessTables.ScalarAsync<string>(database, "select outcome || '|' || left(balanced::text, 1) from run order by run_id desc limit 1"));
        Assert.Equal(
            await BusinessTables.ScalarAsync<long>(database, "select count(*) from subject"),
            await BusinessTables.ScalarAsync<long>(database, "select sum(new - deleted_by_row - deleted_by_absence)::bigint from run"));
    }

    private static Task LeaseEndsAsync(TestDatabase database) => Until.TrueAsync(
        "the dead process's lease ends", TimeSpan.FromSeconds(60),
        async _ => await BusinessTables.ScalarAsync<long>(database, "select count(*) from lease where name like 'pull:%' and until >= clock_timestamp()") == 0,
        Cancelled);
}
