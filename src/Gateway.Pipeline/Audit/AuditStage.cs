using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Pipeline.Audit;

/// <summary>The audit log: appending, sealing, verifying. <see cref="AuditKeys"/> come from the host, which knows the master keys.</summary>
public static class AuditStage
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddOptions<AuditOptions>().BindConfiguration(AuditOptions.Section, x => x.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<AuditLog>().AddSingleton<AuditSealer>().AddSingleton<AuditVerifier>();
    }
}
