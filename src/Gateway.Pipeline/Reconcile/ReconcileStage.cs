using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Runs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Pipeline.Reconcile;

/// <summary>Registers reconciliation. Expects delivery with what it expects.</summary>
public static class ReconcileStage
{
    public static IServiceCollection AddReconcile(this IServiceCollection services)
    {
        services.AddOptions<ReconcileOptions>().BindConfiguration(ReconcileOptions.Section, x => x.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        services.AddSingleton(x => x.GetRequiredService<IOptions<ReconcileOptions>>().Value);
        services.TryAddSingleton<LeaseStore>();
        services.AddSingleton<EndedBatchStore>().AddSingleton<Bookkeeper>().AddSingleton<LedgerReader>().AddSingleton<ReconcileRunStore>();
        services.AddSingleton<Repairer>();
        services.AddSingleton<ReconcileReadStore>().AddSingleton<NightlyReconcile>();
        return services.AddSingleton(x => new ReconcileJob(
            x.GetRequiredService<IAdapterDirectory>(), x.GetRequiredService<NpgsqlDataSource>(), x.GetRequiredService<LeaseStore>(),
            x.GetRequiredService<Bookkeeper>(), x.GetRequiredService<LedgerReader>(), x.GetRequiredService<ReconcileRunStore>(),
            x.GetRequiredService<ReconcileReadStore>(), x.GetRequiredService<Repairer>(), x.GetRequiredService<AuditLog>(), x.GetRequiredService<ReconcileOptions>(),
            x.GetRequiredService<TimeProvider>(), x.GetRequiredService<ILogger<ReconcileJob>>()));
    }
}
