using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Adapters.Configuration;

/// <summary>Registers the catalogue.</summary>
public static class AdapterRegistration
{
    /// <summary>
    /// Registers <see cref="CatalogLoad"/>, read when first asked for, and <see cref="IAdapterDirectory"/>, which throws
    /// <see cref="ConfigurationRefused"/> when the load was refused. Needs every <see cref="IAdapterProfile"/>, <see cref="TimeProvider"/>,
    /// <see cref="ISharedSecretStore"/>, HTTP clients, logs and <see cref="IConfiguration"/> to be registered.
    /// </summary>
    public static IServiceCollection AddAdapterCatalog(this IServiceCollection services) => services
        .AddSingleton(provider =>
        {
            var configuration = provider.GetRequiredService<IConfiguration>();
            return AdapterCatalog.Load(
                GatewayVariables.AdapterFolder(configuration),
                [.. provider.GetServices<IAdapterProfile>()],
                configuration,
                AdapterServices.From(provider));
        })
        .AddSingleton(provider => provider.GetRequiredService<CatalogLoad>() switch
        {
            CatalogLoad.Loaded loaded => loaded.Catalog,
            CatalogLoad.Refused refused => throw new ConfigurationRefused(refused.Problems),
            _ => throw new System.Diagnostics.UnreachableException(),
        })
        .AddSingleton<IAdapterDirectory>(provider => provider.GetRequiredService<AdapterCatalog>());
}
