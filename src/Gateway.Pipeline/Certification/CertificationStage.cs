using Gateway.Pipeline.Certification.Switching;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Pipeline.Certification;

/// <summary>Registers what is known about the adapters, and the switch that goes by it.</summary>
public static class CertificationStage
{
    public static IServiceCollection AddCertification(this IServiceCollection services)
    {
        services.AddOptions<ModeOptions>().BindConfiguration("Gateway").ValidateDataAnnotations();
        return services.AddSingleton<CertificationStore>().AddSingleton<IAdapterSwitch, AdapterSwitch>();
    }
}
