using Gateway.Adapters.Configuration;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Scheduling;

/// <summary>Brings the list up to date, then works: one server a queue. Waits for the database; it does not have to be there at the start.</summary>
internal sealed class Workers(
    RecurringJobSync list, AdapterDirectoryHolder adapters, JobStorage storage, IGlobalConfiguration configuration, IServiceScopeFactory scopes, IOptions<SchedulingOptions> options,
    TimeProvider clock, ILogger<Workers> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Enabled)
        {
            log.LogWarning("This process runs no jobs ({section}:Enabled is false)", SchedulingOptions.Section);
            return;
        }

        _ = configuration; // resolving it sets the filters and the serializer
        var changed = await WriteListAsync(stoppingToken);
        var activator = new Hangfire.AspNetCore.AspNetCoreJobActivator(scopes);
        BackgroundJobServer[] servers =
        [
            Start(JobQueues.Bulk, options.Value.BulkWorkers, activator), Start(JobQueues.Urgent, options.Value.UrgentWorkers, activator),
        ];
        try
        {
            while (true)
            {
                using var waited = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(Task.Delay(Again, clock, waited.Token), changed);
                await waited.CancelAsync();
                stoppingToken.ThrowIfCancellationRequested();
                changed = await WriteListAsync(stoppingToken); // also brings back a job that the scheduler gave up during an outage
            }
        }
        catch (OperationCanceledException)
        {
            foreach (var server in servers)
            {
                server.SendStop();
            }
        }
        finally
        {
            foreach (var server in servers)
            {
                server.Dispose();
            }
        }
    }

    private BackgroundJobServer Start(string queue, int workers, JobActivator activator)
    {
        var server = SchedulingStage.ServerOptions(queue, workers);
        server.Activator = activator;
        return new BackgroundJobServer(server, storage);
    }

    /// <returns>Ends when the configuration that was written is replaced.</returns>
    private async Task<Task> WriteListAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var changed = adapters.NextChange;
                await Task.Run(list.Write, cancellationToken);
                return changed;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "The recurring jobs could not be written; trying again in {pause}", Pause);
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }
}
