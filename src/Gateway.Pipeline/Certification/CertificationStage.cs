using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Pipeline.Certification;

/// <summary>Registers what is known about the adapters.</summary>
public static class CertificationStage
{
    public static IServiceCollection AddCertification(this IServiceCollection services) => services.AddSingleton<CertificationStore>();
}
