using Gateway.Adapters.Databases;
using Gateway.Adapters.Signing;
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

    /// <summary>Which secrets the platforms took last.</summary>
    public CredentialChoices Choices { get; } = new();

    /// <summary>Keeps the first use of secrets, where the process does.</summary>
    public ICredentialUses? CredentialUses { get; init; }

    /// <summary>Takes them from the process's services; databases and the keeper of uses may be registered, the others must.</summary>
    public static AdapterServices From(IServiceProvider services) => new(
        services.GetRequiredService<IHttpClientFactory>(),
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILoggerFactory>(),
        services.GetRequiredService<ISharedSecretStore>())
    {
        Databases = services.GetService<IPeerDatabases>() ?? new NoPeerDatabases(),
        CredentialUses = services.GetService<ICredentialUses>(),
    };
}
