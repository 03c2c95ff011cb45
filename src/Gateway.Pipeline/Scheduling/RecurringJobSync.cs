using Gateway.Adapters.Configuration;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.Logging;

namespace Gateway.Pipeline.Scheduling;

/// <summary>
/// Makes the scheduler's list equal to <see cref="RecurringJobs"/>: what left the configuration leaves the list. Several
/// processes may do it at once: they write the same.
/// </summary>
internal sealed class RecurringJobSync(JobStorage storage, IAdapterDirectory adapters, ILogger<RecurringJobSync> log)
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    public void Write()
    {
        var wanted = RecurringJobs.Of(adapters);
        Dictionary<string, RecurringJobDto> known;
        using (var connection = storage.GetConnection())
        {
            known = connection.GetRecurringJobs().ToDictionary(x => x.Id);
        }

        var manager = new RecurringJobManager(storage);
        var changed = wanted.Where(x => !Same(x, known.GetValueOrDefault(x.Id))).ToList();
        foreach (var job in changed)
        {
            manager.AddOrUpdate(
                job.Id, job.Job, job.Cron, new RecurringJobOptions { TimeZone = Shanghai, MisfireHandling = MisfireHandlingMode.Relaxed });
        }

        var gone = known.Keys.Except(wanted.Select(x => x.Id)).ToList();
        gone.ForEach(manager.RemoveIfExists);
        log.LogInformation(
            "{count} recurring jobs, {changed} of them new or changed; {removed} left the configuration", wanted.Count, changed.Count, gone.Count);
    }

    private static bool Same(RecurringJob wanted, RecurringJobDto? known) =>
        // One without a next time was given up by the scheduler, as it does when the database fails it five times on end: written again, it runs.
        known is { Job: { } job, NextExecution: not null } && known.Cron == wanted.Cron && known.TimeZoneId == Shanghai.Id && job.Queue == wanted.Job.Queue
        && job.Type == wanted.Job.Type && job.Method == wanted.Job.Method
        && job.Args.Where(x => x is not null and not CancellationToken).SequenceEqual(wanted.Job.Args.Where(x => x is not null and not CancellationToken));
}
