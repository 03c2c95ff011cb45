using System.Security.Cryptography;
using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Protection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Host.Cli.Adapters;

/// <summary>An integrator works with files alone: no database, no keys. What is sealed meanwhile is sealed with a key that ends with the process.</summary>
internal static class OfflineServices
{
    public static void Prepare(IServiceCollection services, IConfiguration configuration)
    {
        services.Replace(ServiceDescriptor.Singleton<ISharedSecretStore, InMemorySecretStore>());
        services.RemoveAll<ICredentialUses>(); // notes are kept under the master key, in the database
        services.Replace(ServiceDescriptor.Singleton(new FieldCipher([RandomNumberGenerator.GetBytes(32)])));
    }
}
