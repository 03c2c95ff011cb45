using System.Security.Cryptography;
using Gateway.Adapters.Configuration;
using Gateway.Host.Composition;
using Gateway.Pipeline.Certification.Certify;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Host.Cli.Adapters;

/// <summary>The gateway's own services on a database of a certification's own, with the adapters as they are configured.</summary>
internal sealed class CertifyScratch : IAsyncDisposable
{
    private readonly ScratchDatabaseStore _database;
    private readonly ServiceProvider _services;

    private CertifyScratch(ScratchDatabaseStore database, ServiceProvider services) => (_database, _services) = (database, services);

    public IServiceProvider Services => _services;

    /// <param name="configuration">The gateway's.</param>
    /// <param name="database">Of its own; gone with this.</param>
    /// <param name="secrets">
    /// What platforms have issued to the running gateway, where there is one: a secret asked for anew would end the one that it works with.
    /// </param>
    public static CertifyScratch Open(IConfiguration configuration, ScratchDatabaseStore database, ISharedSecretStore secrets)
    {
        var overlaid = new ConfigurationBuilder().AddConfiguration(configuration).AddInMemoryCollection(
        [
            KeyValuePair.Create("ConnectionStrings:Gateway", (string?)database.ConnectionString),
            KeyValuePair.Create("Gateway:MasterKey", (string?)Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))),
            KeyValuePair.Create("Gateway:PreviousMasterKey", (string?)null),
        ]).Build();
        var services = new ServiceCollection();
        GatewayLogging.AddTo(services, overlaid, interactive: true);
        services.AddGateway(overlaid).Replace(ServiceDescriptor.Singleton(secrets)).AddCertify();
        return new CertifyScratch(database, services.BuildServiceProvider());
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }
}
