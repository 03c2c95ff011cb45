using System.Diagnostics;
using Gateway.Benchmarks.Programs;
using Hangfire;
using Hangfire.PostgreSql;

namespace Gateway.Benchmarks.Pull;

/// <summary>One Hangfire job a record: enqueued one by one, worked off by Hangfire's usual number of workers, an upsert each.</summary>
internal static class JobPerRecordBaseline
{
    private static JobPerRecordWork? _work;

    /// <returns>Rows a second, from the first enqueued to the last worked off.</returns>
    public static async Task<double> RunAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        var sample = await RowSample.ReadAsync(database, cancellationToken);
        await database.ExecuteAsync("create table subject_by_job (like subject including all)", cancellationToken);
        var storage = new PostgreSqlStorage(
            new Hangfire.PostgreSql.Factories.NpgsqlConnectionFactory(database.ConnectionString, new PostgreSqlStorageOptions()),
            new PostgreSqlStorageOptions { QueuePollInterval = TimeSpan.FromMilliseconds(200), EnableLongPolling = true });
        var work = new JobPerRecordWork(database, sample, sample.UpsertInto("subject_by_job"));
        _work = work;
        var began = Stopwatch.GetTimestamp();
        using (new BackgroundJobServer(new BackgroundJobServerOptions { ShutdownTimeout = TimeSpan.FromSeconds(5) }, storage))
        {
            var client = new BackgroundJobClient(storage);
            for (var i = 0; i < sample.Rows.Count; i++)
            {
                var place = i;
                client.Enqueue(() => Upsert(place));
            }

            await work.Done.WaitAsync(TimeSpan.FromMinutes(10), cancellationToken);
        }

        var elapsed = Stopwatch.GetElapsedTime(began);
        return sample.Rows.Count / elapsed.TotalSeconds;
    }

    /// <summary>The job; public and static because Hangfire calls it by name.</summary>
    public static Task Upsert(int place) => (_work ?? throw new InvalidOperationException("no baseline runs")).UpsertAsync(place);
}
