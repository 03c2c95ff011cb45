using Gateway.Adapters.Configuration;
using Gateway.Adapters.Credit;
using Gateway.Adapters.DoubleRandom;
using Gateway.Adapters.ExchangeRest;
using Gateway.Adapters.Http;
using Gateway.Adapters.Publicity;
using Gateway.Adapters.Sinks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.UnitTests.Adapters;

/// <summary>Adapters of the default profiles with dummy secrets.</summary>
internal static class Sinks
{
    private const string PublicKey =
        "MFkwEwYHKoZIzj0CAQYIKoEcz1UBgi0DQgAEBstJA17D735a9w7vJTdZwij1cxzBTi+m1Eg9APtRMtn2baxTqwD0mbcFgMTUio+8j0bsHlFC/8gGPNS8ufF8wg==";

    public static TransportOptions Quick { get; } = new()
    {
        RetryDelay = TimeSpan.FromMilliseconds(1), AttemptTimeout = TimeSpan.FromSeconds(1), MaxResponseBytes = 64 << 10,
    };

    public static ExchangeRestOptions ExchangeRest(Uri address) =>
        new() { BaseAddress = address, Rid = "rid", AppKey = "0123456789abcdef0123456789abcdef", PageSize = 2, Transport = Quick };

    public static PublicityOptions Publicity(Uri address) =>
        new() { BaseAddress = address, ClientId = "client", Secret = "secret", Transport = Quick };

    public static CreditOptions Credit(Uri address) =>
        new() { BaseAddress = address, AppId = "app", AppSecret = "secret", PlatformPublicKey = PublicKey, Transport = Quick };

    public static DoubleRandomOptions DoubleRandom(Uri address) =>
        new() { BaseAddress = address, PaasId = "paas", Token = "token", Transport = Quick };

    public static ISink One(string target, Uri? address = null)
    {
        var (context, at) = (Context(), address ?? new Uri("http://127.0.0.1:9/"));
        return target switch
        {
            "exchange-rest" => new ExchangeRestProfile().CreateSinks(context, ExchangeRest(at))[0],
            "publicity" => new PublicityProfile().CreateSinks(context, Publicity(at))[0],
            "credit" => new CreditProfile().CreateSinks(context, Credit(at))[0],
            "double-random" => new DoubleRandomProfile().CreateSinks(context, DoubleRandom(at))[0],
            _ => throw new ArgumentException(target, nameof(target)),
        };
    }

    /// <summary>One of the several targets of the credit profile.</summary>
    public static ISink Credit(string target) =>
        new CreditProfile().CreateSinks(Context(), Credit(new Uri("http://127.0.0.1:9/"))).Single(sink => sink.Target == target);

    public static AdapterContext Context()
    {
        var services = new ServiceCollection().AddAdapterHttp();
        return new AdapterContext
        {
            Area = "610503", AreaName = "华州区", CdSource = "610503", DataSourceName = "样例数据局", DataSourceUscc = "11610503016000000X",
            CredentialScope = "test", HttpClients = services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>(),
            Time = TimeProvider.System, Loggers = NullLoggerFactory.Instance, Secrets = new InMemorySecretStore(),
        };
    }
}
