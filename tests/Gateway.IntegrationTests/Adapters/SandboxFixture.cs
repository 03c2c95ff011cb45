using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Credit;
using Gateway.Adapters.DoubleRandom;
using Gateway.Adapters.ExchangeRest;
using Gateway.Adapters.Http;
using Gateway.Adapters.Publicity;
using Gateway.Sandbox;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.IntegrationTests.Adapters;

/// <summary>The sandbox on a port of its own, and adapters that know no more of it than its addresses and secrets.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-sandbox").FullName;
    private readonly ServiceProvider _services = Clients();
    private SandboxServer? _server;

    public const string Area = "610503";

    public Uri Address => _server!.BaseAddress;

    public SandboxOptions Settings { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        Settings = new SandboxOptions { Subjects = 3_000, SingleArea = Area, DataFolder = _folder, ReceiptDelayMs = 50 };
        _server = await SandboxServer.StartAsync(Settings, TimeProvider.System, TextWriter.Null, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public AdapterContext Context(ISharedSecretStore? secrets = null) => new()
    {
        Area = Area,
        AreaName = "华州区",
        CdSource = Area,
        DataSourceName = "渭南市华州区测试局",
        DataSourceUscc = Samples.Department,
        CredentialScope = "test",
        HttpClients = _services.GetRequiredService<IHttpClientFactory>(),
        Time = TimeProvider.System,
        Loggers = NullLoggerFactory.Instance,
        Secrets = secrets ?? new InMemorySecretStore(),
    };

    public ExchangeRestOptions ExchangeRest(int pageSize = 500) => new()
    {
        BaseAddress = new Uri(Address, "p1"), Rid = Settings.Rid, AppKey = Settings.AppKey, PageSize = pageSize,
        Transport = new() { RetryDelay = TimeSpan.FromMilliseconds(10) },
    };

    public PublicityOptions Publicity() => new()
    {
        BaseAddress = new Uri(Address, "p2"), ClientId = Settings.ClientId, Secret = Settings.ClientSecret,
    };

    public CreditOptions Credit() => new()
    {
        BaseAddress = new Uri(Address, "p3"), AppId = Settings.AppId, AppSecret = Settings.AppSecret,
        PlatformPublicKey = _server!.PublicKeyHex,
    };

    public DoubleRandomOptions DoubleRandom() => new()
    {
        BaseAddress = new Uri(Address, "p4"), PaasId = Settings.PaasId, Token = Settings.PaasToken,
    };

    /// <summary>Orders a fault; it is in force until <see cref="ClearFaultsAsync"/>.</summary>
    public async Task FaultAsync(object order)
    {
        using var client = Client();
        using var answer = await client.PostAsJsonAsync(new Uri(Address, "_sandbox/faults"), order, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Ends all faults and says how often they struck.</summary>
    public async Task<int> ClearFaultsAsync()
    {
        using var client = Client();
        var rules = await client.GetFromJsonAsync<JsonElement>(new Uri(Address, "_sandbox/faults"), TestContext.Current.CancellationToken);
        using var answer = await client.DeleteAsync(new Uri(Address, "_sandbox/faults"), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return rules.EnumerateArray().Sum(rule => rule.GetProperty("struck").GetInt32());
    }

    private HttpClient Client() => _services.GetRequiredService<IHttpClientFactory>().CreateClient("control");

    private static ServiceProvider Clients() => new ServiceCollection().AddAdapterHttp().BuildServiceProvider();
}
