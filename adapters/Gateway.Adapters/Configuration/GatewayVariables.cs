using Microsoft.Extensions.Configuration;

namespace Gateway.Adapters.Configuration;

/// <summary>The variables that say where configuration stands.</summary>
public static class GatewayVariables
{
    /// <summary>Folder with <c>profiles</c> and <c>counties</c>, instead of the one that comes with the program.</summary>
    public const string Adapters = "GATEWAY_ADAPTERS";

    /// <summary>Folder with one file a secret, named as the variable it stands for (<c>Gateway__Profiles__ExchangeRest__AppKey</c>).</summary>
    public const string Secrets = "GATEWAY_SECRETS";

    /// <summary>The folder to read: <see cref="Adapters"/>, else <c>adapters</c> beside the program.</summary>
    public static string AdapterFolder(IConfiguration configuration) =>
        configuration[Adapters] is { Length: > 0 } folder ? Path.GetFullPath(folder) : Path.Combine(AppContext.BaseDirectory, "adapters");

    /// <summary>
    /// Adds the folder of <see cref="Secrets"/>, if the process has one; to be called after the environment was added, since the later
    /// goes before. A folder that does not exist is reported with all other problems when the catalogue is read.
    /// </summary>
    public static IConfigurationBuilder AddGatewaySecrets(this IConfigurationBuilder builder, string? folder) =>
        string.IsNullOrEmpty(folder) ? builder : builder.Add(new SecretFolder(Path.GetFullPath(folder)));
}
