using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests.Scheduling;

/// <summary>R4: what falls due is done once, however many processes wait for it.</summary>
public sealed class OccurrenceTests(PostgresFixture postgres, ITestOutputHelper output)
{
    private const int Replicas = 4;

    // A page takes longer than a silent job is left to its process, and the areas need two rounds of all workers: longer than the 15 s
    // after which every process has looked again at what is due.
    private const string Slow = """{"kind":"slow","profile":"p1","sid":"s_610000_subject","delayMs":9000}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when every process has a schedule of its own (RecurringJobs: an id that names the process, kept by RecurringJobSync), or when a
    // job at work looks dead to the others (JobStore.Open: no UseSlidingInvisibilityTimeout).
    [Fact]
    public async Task A_scheduled_occurrence_runs_once_on_four_replicas()
    {
        await using var processes = await GatewayProcesses.StartWithAllAreasAsync(postgres, 600);
        await processes.OrderAsync("faults", Slow);
        var database = await processes.DatabaseAsync();
        using var adapters = new EveryMinute("subject");
        var settings = new Dictionary<string, string>
        {
            ["GATEWAY_ADAPTERS"] = adapters.Folder, ["Gateway__Scheduling__Enabled"] = "true", ["Gateway__Scheduling__Poll"] = "00:00:01",
            ["Gateway__Scheduling__Invisibility"] = "00:00:05",
        };
        var replicas = Enumerable.Range(0, Replicas).Select(_ => GatewayServer.Start(processes, database, settings)).ToList();
        try
        {
            await Task.WhenAll(replicas.Select(x => x.ReadyAsync()));
            var minute = await BusinessTables.ScalarAsync<DateTime>(database, "select date_trunc('minute', now()) + interval '1 minute'");
            var occurrence = $"feed = 'subject' and started_at >= '{minute:O}' and started_at < '{minute.AddMinutes(1):O}'";
            await Until.TrueAsync(
                "every area's occurrence was run", GatewayProcesses.Limit,
                async _ => await BusinessTables.ScalarAsync<long>(
                    database, $"select count(distinct area) from run where {occurrence} and outcome = 'completed'") == GatewayProcesses.Areas.Count,
                Cancelled);

            Assert.All(replicas, x => Assert.False(x.Process.HasExited, x.Process.Log));
            Assert.Equal(
                GatewayProcesses.Areas.Select(x => $"{x} 1"),
                (await BusinessTables.ScalarAsync<string>(
                    database, $"select string_agg(area || ' ' || runs, ',' order by area) from (select area, count(*) as runs from run where {occurrence} group by area) x")).Split(','));
            Assert.Equal(0, await BusinessTables.ScalarAsync<long>(
                database, "select count(*) from (select from hangfire.state where name = 'Processing' group by jobid having count(*) > 1) x"));
            var ran = await Task.WhenAll(replicas.Select(x => x.CountedAsync("gateway_runs_total")));
            output.WriteLine($"runs of each replica: {string.Join(", ", ran)}");
            Assert.True(ran.Count(x => x > 0) > 1, $"one process did it all: {string.Join(", ", ran)}");
        }
        finally
        {
            foreach (var replica in replicas)
            {
                await replica.DisposeAsync();
            }
        }
    }
}
