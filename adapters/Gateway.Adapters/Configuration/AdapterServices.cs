using Gateway.Adapters.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Adapters.Configuration;

/// <summary>What the process lends to every adapter.</summary>
/// <param name="HttpClients">Clients of the profiles.</param>
/// <param name="Time">The clock.</param>
/// <param name="Loggers">Logs.</param>
/// <param name="Secrets">Secrets that platforms issue, shared between processes.</param>
public sealed record AdapterServices(IHttpClientFactory HttpClients, TimeProvider Time, ILoggerFactory Loggers, ISharedSecretStore Secrets)
{
    /// <summary>Databases of others, for profiles that exchange tables.</summary>
    public IPeerDatabases Databases { get; init; } = new NoPeerDatabases();

    /// <summary>Takes them from the process's services; the four must be registered, databases may be.</summary>
    public static AdapterServices From(IServiceProvider services) => new(
        services.GetRequiredService<IHttpClientFactory>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILoggerFactory>(),
        services.GetRequiredService<ISharedSecretStore>())
    {
        Databases = services.GetService<IPeerDatabases>() ?? new NoPeerDatabases(),
    };
}
