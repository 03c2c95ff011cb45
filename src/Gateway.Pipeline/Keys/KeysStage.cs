using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Alerts;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Pipeline.Keys;

/// <summary>Registers what is known of secrets and certificates in use. Expects the adapters' catalogue and clients, a data source, FieldCipher, AuditLog and TimeProvider.</summary>
public static class KeysStage
{
    public static IServiceCollection AddKeys(this IServiceCollection services) => services
        .AddSingleton<CredentialUseStore>().AddSingleton<CredentialUses>().AddSingleton<ICredentialUses>(x => x.GetRequiredService<CredentialUses>())
        .AddSingleton<CertificateStore>().AddSingleton<KeyNotes>().AddSingleton<IAlertSource, CertificateAlerts>();
}
