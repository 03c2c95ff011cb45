using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Adapters.Configuration;

/// <summary>Registers the catalogue.</summary>
public static class AdapterRegistration
{
    /// <summary>
    /// Registers <see cref="AdapterLoader"/>, <see cref="CatalogLoad"/>, read when first asked for, and <see cref="IAdapterDirectory"/>, which throws
    /// <see cref="ConfigurationRefused"/> when that load was refused and holds what is loaded later. Needs every <see cref="IAdapterProfile"/>, <see cref="TimeProvider"/>,
    /// <see cref="ISharedSecretStore"/>, HTTP clients, logs and <see cref="IConfiguration"/> to be registered.
    /// </summary>
    public static IServiceCollection AddAdapterCatalog(this IServiceCollection services) => services
        .AddSingleton(provider => new AdapterLoader(
            [.. provider.GetServices<IAdapterProfile>()], provider.GetRequiredService<IConfiguration>(), AdapterServices.From(provider)))
        .AddSingleton(provider => provider.GetRequiredService<AdapterLoader>().Load())
        .AddSingleton(provider => provider.GetRequiredService<CatalogLoad>() switch
        {
            CatalogLoad.Loaded loaded => new AdapterDirectoryHolder(loaded.Catalog),
            CatalogLoad.Refused refused => throw new ConfigurationRefused(refused.Problems),
            _ => throw new System.Diagnostics.UnreachableException(),
        })
        .AddSingleton<IAdapterDirectory>(provider => provider.GetRequiredService<AdapterDirectoryHolder>());
}
