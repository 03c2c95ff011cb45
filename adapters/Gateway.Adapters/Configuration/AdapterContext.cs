using Gateway.Adapters.Databases;
using Gateway.Adapters.Signing;
using Microsoft.Extensions.Logging;

namespace Gateway.Adapters.Configuration;

/// <summary>The area for which an adapter is made, and what the process lends it.</summary>
public sealed record AdapterContext
{
    /// <summary>GB/T 2260, six digits.</summary>
    public required string Area { get; init; }

    /// <summary>Name of the area.</summary>
    public required string AreaName { get; init; }

    /// <summary><c>cd_source</c> of the rows sent: region or department code, from the county file.</summary>
    public required string CdSource { get; init; }

    /// <summary>数据来源单位 (<c>dataSource.name</c> of the county file).</summary>
    public required string DataSourceName { get; init; }

    /// <summary>USCC of the 数据来源单位 (<c>dataSource.uscc</c> of the county file).</summary>
    public required string DataSourceUscc { get; init; }

    /// <summary>
    /// Whose credentials are used: the profile's name when they are the profile's own, <c>610502/exchange-rest</c> when the area has its
    /// own. Adapters that share credentials share the refreshed secret under this name.
    /// </summary>
    public required string CredentialScope { get; init; }

    /// <summary>The same options with the secrets that are exchanged for those in force.</summary>
    public IReadOnlyList<CredentialVariant> Variants { get; init; } = [];

    /// <summary>Which secrets the platforms took last.</summary>
    public CredentialChoices Choices { get; init; } = new();

    /// <summary>Keeps the first use of secrets, where the process does.</summary>
    public ICredentialUses? CredentialUses { get; init; }

    /// <summary>Per target, whether exempt results are shared with it; a target that is not named follows its profile.</summary>
    public IReadOnlyDictionary<string, bool> ExemptByRule { get; init; } = new Dictionary<string, bool>();

    /// <summary>Clients named as <see cref="Http.AdapterHttp.ClientName"/>, registered by <see cref="Http.AdapterHttp.AddAdapterHttp"/>.</summary>
    public required IHttpClientFactory HttpClients { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Logs.</summary>
    public required ILoggerFactory Loggers { get; init; }

    /// <summary>Secrets and tokens that the platforms issue for a while, shared between processes.</summary>
    public required ISharedSecretStore Secrets { get; init; }

    /// <summary>Databases of others, for profiles that exchange tables.</summary>
    public IPeerDatabases Databases { get; init; } = new NoPeerDatabases();
}
