using Gateway.Adapters.Configuration;

namespace Gateway.Host.Composition;

/// <summary>Where settings come from: the environment, then a folder with one file a secret.</summary>
internal static class GatewayConfiguration
{
    public static void AddTo(IConfigurationBuilder configuration)
    {
        configuration.AddEnvironmentVariables();
        configuration.AddGatewaySecrets(Environment.GetEnvironmentVariable(GatewayVariables.Secrets));
    }
}
