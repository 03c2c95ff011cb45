using Gateway.Pipeline.Alerts;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Pipeline.Reload;

/// <summary>Registers the change of configuration without a restart. Expects the adapters' catalogue, a data source, FieldCipher, AuditLog and TimeProvider.</summary>
public static class ReloadStage
{
    public static IServiceCollection AddReload(this IServiceCollection services)
    {
        services.AddOptions<ReloadOptions>().BindConfiguration(ReloadOptions.Section, x => x.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations();
        return services.AddSingleton(ProcessName.Own).AddSingleton<ReloadStore>().AddSingleton<ReloadStep>().AddSingleton<ReloadWatch>()
            .AddSingleton<IAlertSource, ReloadAlerts>();
    }
}
