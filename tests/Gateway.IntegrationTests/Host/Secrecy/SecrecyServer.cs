using System.Security.Cryptography;
using Gateway.IntegrationTests.Pull;
using Gateway.Testing;
using Xunit;

namespace Gateway.IntegrationTests.Host.Secrecy;

/// <summary>A server between a broker and platforms that repeat in their answers what they were sent.</summary>
public sealed class SecrecyServer(PostgresFixture postgres, RabbitFixture rabbit) : BusServer(postgres, rabbit), IAsyncLifetime
{
    public const string LawNo = "27050098761";
    public const string OtherLawNo = "27050098762";
    public const string Phone = "13909134477";
    public const string Landline = "09132987654";

    private readonly PullSandbox _sandbox = new();
    private EchoingPlatform? _platform;

    /// <summary>Outside the database: seals of the audit chain.</summary>
    public string AnchorFile { get; } = Path.GetTempFileName();

    /// <summary>Every secret that the process was started with.</summary>
    public List<string> Secrets { get; } = [];

    /// <summary>Persons' numbers that the platforms delivered, and tokens that they were shown.</summary>
    public ICollection<string> SeenByPlatforms => _platform!.Seen;

    protected override async ValueTask ConfigureAsync(IDictionary<string, string?> environment)
    {
        await base.ConfigureAsync(environment);
        await _sandbox.InitializeAsync();
        _platform = await EchoingPlatform.StartAsync(_sandbox.Address, [ResultSamples.Citizen, Phone, LawNo, OtherLawNo, Landline]);
        foreach (var (profile, path) in new[] { ("ExchangeRest", "p1"), ("Publicity", "p2"), ("Credit", "p3"), ("DoubleRandom", "p4") })
        {
            environment[$"Gateway__Profiles__{profile}__BaseAddress"] = $"{_platform.Address}{path}";
        }

        environment["Gateway__Profiles__ExchangeRest__Rid"] = "sandbox-requester-610500";
        environment["Gateway__Profiles__Publicity__ClientId"] = "sandbox-client";
        environment["Gateway__Profiles__Publicity__Secret"] = "sandbox-client-secret";
        environment["Gateway__Profiles__Credit__AppId"] = "sandbox-app";
        environment["Gateway__Profiles__Credit__AppSecret"] = "sandbox-app-secret";
        environment["Gateway__Profiles__Credit__PlatformPublicKey"] = _sandbox.PublicKey;
        environment["Gateway__Profiles__DoubleRandom__PaasId"] = "sandbox-paas";
        environment["Gateway__Profiles__DoubleRandom__Token"] = "sandbox-paas-token";
        environment["Gateway__MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        environment["Gateway__LogLevel"] = "Verbose";
        environment["Gateway__Audit__AnchorFile"] = AnchorFile;
        Secrets.AddRange(environment.Where(x => x.Key.EndsWith("Secret", StringComparison.Ordinal) || x.Key.EndsWith("Key", StringComparison.Ordinal)
            || x.Key.EndsWith("Token", StringComparison.Ordinal) || x.Key.EndsWith("Password", StringComparison.Ordinal))
            .Where(x => !x.Key.EndsWith("PlatformPublicKey", StringComparison.Ordinal)).Select(x => x.Value!));
        Secrets.Add(Broker.UserInfo.Split(':')[1]);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_platform is not null)
        {
            await _platform.DisposeAsync();
        }

        await _sandbox.DisposeAsync();
        File.Delete(AnchorFile);
    }
}
