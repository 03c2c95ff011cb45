using Gateway.Pipeline.Scheduling.Jobs;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Scheduling;

/// <summary>When things run: the list of recurring jobs, and the workers of this process.</summary>
public static class SchedulingStage
{
    // The scheduler's own chores (due jobs, dead servers): seldom enough to cost next to nothing while idle.
    private static readonly TimeSpan Chore = TimeSpan.FromSeconds(15);

    /// <param name="services">The process's services.</param>
    /// <param name="connectionString">Read when the storage is first needed.</param>
    public static IServiceCollection AddGatewayScheduling(this IServiceCollection services, Func<IServiceProvider, string> connectionString)
    {
        services.AddOptions<SchedulingOptions>().BindConfiguration(SchedulingOptions.Section, x => x.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        services.AddSingleton<JobStorage>(x => JobStore.Open(connectionString(x), x.GetRequiredService<IOptions<SchedulingOptions>>().Value));
        services.AddHangfire((provider, hangfire) =>
        {
            hangfire.SetDataCompatibilityLevel(CompatibilityLevel.Version_180).UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
            hangfire.UseStorage(provider.GetRequiredService<JobStorage>());

            // Our own tables own all retries (law 7).
            hangfire.UseFilter(new AutomaticRetryAttribute { Attempts = 0, LogEvents = false });
            hangfire.UseFilter(new JobReportFilter());
        });
        services.AddTransient<PullFeedJob>().AddTransient<CompileChecklistJob>().AddTransient<SealAuditJob>().AddTransient<WakeDeliveryJob>()
            .AddTransient<ReceiptsJob>().AddTransient<RetentionJob>().AddTransient<ExemptionExpiryJob>().AddTransient<ReconcileAreaJob>().AddTransient<AlertsJob>();
        services.AddSingleton<RecurringJobSync>();
        services.AddHostedService<Workers>();
        return services;
    }

    internal static BackgroundJobServerOptions ServerOptions(string queue, int workers) => new()
    {
        ServerName = $"{Environment.MachineName}:{Environment.ProcessId}:{queue}",
        Queues = [queue],
        WorkerCount = workers,
        SchedulePollingInterval = Chore,
        ServerCheckInterval = TimeSpan.FromMinutes(1),
        HeartbeatInterval = TimeSpan.FromSeconds(30),
        ServerTimeout = TimeSpan.FromMinutes(2),
        CancellationCheckInterval = TimeSpan.FromSeconds(5),
        StopTimeout = TimeSpan.FromSeconds(1),
        ShutdownTimeout = TimeSpan.FromSeconds(15),
    };
}
