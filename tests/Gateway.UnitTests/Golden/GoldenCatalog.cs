using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Gateway.Adapters.Configuration;
using Gateway.Host.Composition;
using Gateway.UnitTests.Configuration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.UnitTests.Golden;

/// <summary>The configuration of a sample: the shipped profiles and one county that uses the sample's, with what differs.</summary>
internal static class GoldenCatalog
{
    public const string Area = "610503";

    private static readonly string Shipped = Path.Combine(AppContext.BaseDirectory, "adapters", "profiles");

    public static AdapterCatalog Load(GoldenSample sample, IHttpClientFactory peer, TimeProvider time)
    {
        using var folder = new TestFolder();
        Directory.Delete(Path.Combine(folder.Path, "profiles"), recursive: true);
        Directory.Delete(Path.Combine(folder.Path, "counties"), recursive: true);
        foreach (var file in Directory.GetFiles(Shipped, "*.yaml"))
        {
            folder.With("profiles/" + Path.GetFileName(file), File.ReadAllBytes(file));
        }

        if (sample.ProfileFile is { } own)
        {
            folder.With($"profiles/{sample.Profile}.yaml", File.ReadAllBytes(own));
        }

        folder.With($"counties/{Area}-sample.yaml", County(sample));
        var services = new AdapterServices(peer, time, NullLoggerFactory.Instance, new GoldenSecrets(time));
        return AdapterCatalog.Load(folder.Path, Profiles(), Variables(), services) switch
        {
            CatalogLoad.Loaded loaded => loaded.Catalog,
            CatalogLoad.Refused refused => throw new ConfigurationRefused(refused.Problems),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Every profile that the process knows, so that a new one needs nothing here.</summary>
    private static List<IAdapterProfile> Profiles() =>
    [
        .. new ServiceCollection().AddGateway(new ConfigurationBuilder().Build())
            .Where(x => x.ServiceType == typeof(IAdapterProfile)).Select(x => x.ImplementationInstance).OfType<IAdapterProfile>(),
    ];

    private static string County(GoldenSample sample)
    {
        var feed = sample.Config.Feed;
        var settings = sample.Settings.Length == 0
            ? " {}"
            : "\n    " + sample.Settings.Trim().ReplaceLineEndings("\n    ");
        return $"""
            area: "{Area}"
            name: 华州区
            level: 县
            cdSource: "{Area}"
            dataSource:
              name: 示例单位
              uscc: "11610502XN61050266"
            feeds:
              {feed ?? "matter"}:
                profile: {(feed is null ? "exchange-rest" : sample.Profile)}
                cron: "5 6 * * *"
                fullCron: "2 1 * * 1"
            compile:
              cron: "9 6 * * *"
            targets: [{sample.Config.Target}]
            profiles:
              {sample.Profile}:{settings}
            """;
    }

    /// <summary>Addresses, dummy secrets and a transport that calls once, for every profile that has such a setting.</summary>
    private static IConfiguration Variables()
    {
        var variables = new Dictionary<string, string?>();
        foreach (var profile in Profiles().Where(profile => profile is not IGenericProfile))
        {
            var prefix = $"Gateway:Profiles:{profile.VariableName}:";
            foreach (var property in profile.OptionsType.GetProperties())
            {
                var value = property.Name switch
                {
                    // A point that is surely on the curve: the generator of SM2 (GB/T 32918.5).
                    "PlatformPublicKey" => "0432C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"
                        + "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0",
                    _ when property.GetCustomAttribute<SecretAttribute>() is not null && property.GetCustomAttribute<RequiredAttribute>() is not null =>
                        "dummy-" + property.Name,
                    _ when property.PropertyType == typeof(Uri) && property.GetCustomAttribute<RequiredAttribute>() is not null => "https://platform.invalid/p",
                    _ => null,
                };
                if (value is not null)
                {
                    variables[prefix + property.Name] = value;
                }

                if (property.PropertyType == typeof(Gateway.Adapters.Http.TransportOptions))
                {
                    variables[prefix + "Transport:ReadRetries"] = "0";
                }
            }
        }

        return new ConfigurationBuilder().AddInMemoryCollection(variables).Build();
    }
}
