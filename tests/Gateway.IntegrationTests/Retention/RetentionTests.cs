using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Land;
using Gateway.Pipeline.Quality;
using Gateway.Pipeline.Retention;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Retention;

/// <summary>What is forgotten and what stays.</summary>
public sealed class RetentionTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 11, 4, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Forgets_settled_rows_and_superseded_pages_and_nothing_else()
    {
        var cancelled = TestContext.Current.CancellationToken;
        await using var database = await postgres.CreateDatabaseAsync(cancelled);
        // Runs 1 to 3: an old full read, the newest completed one (old, too), and one that was held.
        await ExecuteAsync(
            """
            insert into gateway.run (area, feed, mode, outcome, started_at, lease_token, adapters_version, rules_version)
              select '610502', 'matter', 'full', x, '2025-01-01', 1, '', '' from unnest(array['completed', 'completed', 'held']) x;
            insert into gateway.landed_page (area, feed, run_id, page, landed_at, sha256, length, body)
              select '610502', 'matter', run, 1, '2025-01-01', '', 0, '' from generate_series(1, 3) run;
            insert into gateway.landed_page (area, feed, run_id, page, landed_at, sha256, length, body)
              values ('610502', 'matter', 1, 2, '2026-11-01', '', 0, '');
            insert into gateway.quarantine (area, feed, row_key, identity, reason, field, message, raw_sealed, first_run, last_run, opened_at, closed_at)
              values ('610502', 'matter', 'old', '', '', '', '', '', 1, 1, '2025-01-01', '2025-01-02'),
                ('610502', 'matter', 'fresh', '', '', '', '', '', 1, 1, '2025-01-01', '2026-11-01'),
                ('610502', 'matter', 'open', '', '', '', '', '', 1, 1, '2025-01-01', null);
            """);
        var clock = new FakeTimeProvider(Now);
        var run = new RetentionRun(
            [new LandStore(database.DataSource, clock), new QuarantineStore(database.DataSource, clock)],
            Options.Create(new RetentionOptions()), database.DataSource, new AuditLog(clock, new AuditKeys([new byte[32]])), clock, NullLogger<RetentionRun>.Instance);

        Assert.Equal([("落地页面", 1), ("已了结的隔离记录", 1)], await run.RunAsync(cancelled));
        Assert.Equal("1/2 2/1 3/1", await ReadAsync("select string_agg(run_id || '/' || page, ' ' order by run_id) from gateway.landed_page"));
        Assert.Equal("fresh open", await ReadAsync("select string_agg(row_key, ' ' order by row_key) from gateway.quarantine"));
        Assert.Equal(
            """retention.ended {"落地页面":1,"已了结的隔离记录":1}""",
            await ReadAsync("select kind || ' ' || detail from gateway.audit_entry where kind <> 'retention.begun'"));
        Assert.Equal([("落地页面", 0), ("已了结的隔离记录", 0)], await run.RunAsync(cancelled));

        async Task ExecuteAsync(string sql)
        {
            await using var command = database.DataSource.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(cancelled);
        }

        async Task<string?> ReadAsync(string sql)
        {
            await using var command = database.DataSource.CreateCommand(sql);
            return (string?)await command.ExecuteScalarAsync(cancelled);
        }
    }
}
