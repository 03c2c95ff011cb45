using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Scheduling;
using Gateway.Testing;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.IntegrationTests.Scheduling;

/// <summary>The scheduler's list is what the configuration says, whatever happened to it.</summary>
public sealed class RecurringJobSyncTests(DatabasePerClass database) : IClassFixture<DatabasePerClass>, IAdapterDirectory
{
    public IReadOnlyList<AreaSettings> Areas { get; } = [new("610502", "临渭区", "县", [], [], "0 6 * * *", null)];

    public string Version => "test";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ISource? SourceOf(string area, Feed feed) => null;

    public IReadOnlyList<ISink> SinksOf(string area) => [];

    [Fact]
    public async Task A_job_that_the_scheduler_gave_up_comes_back_and_one_that_nobody_wants_goes()
    {
        await JobStore.MigrateAsync(database.ConnectionString, Cancelled);
        var storage = JobStore.Open(database.ConnectionString, new SchedulingOptions());
        var sync = new RecurringJobSync(storage, this, NullLogger<RecurringJobSync>.Instance);
        sync.Write();
        await ExecuteAsync(
            """
            update hangfire.set set score = -1 where key = 'recurring-jobs' and value = 'audit:seal';
            delete from hangfire.hash where key = 'recurring-job:audit:seal' and field = 'NextExecution';
            insert into hangfire.hash (key, field, value) values ('recurring-job:audit:seal', 'Error', 'the database was away'), ('recurring-job:audit:seal', 'RetryAttempt', '5')
            """);
        new RecurringJobManager(storage).AddOrUpdate("left:over", () => Console.WriteLine(), Cron.Daily);
        Assert.Null(Jobs()["audit:seal"].NextExecution);

        sync.Write();
        Assert.NotNull(Jobs()["audit:seal"].NextExecution);
        Assert.DoesNotContain("left:over", Jobs().Keys);
        Assert.Equal(0L, await CountAsync("select count(*) from hangfire.set where key = 'recurring-jobs' and score < 0"));

        Dictionary<string, RecurringJobDto> Jobs()
        {
            using var connection = storage.GetConnection();
            return connection.GetRecurringJobs().ToDictionary(x => x.Id);
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancelled);
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(Cancelled))!;
    }
}
