using Gateway.Adapters.Configuration;
using Gateway.Host.Composition;
using Gateway.UnitTests.Architecture;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.UnitTests.Configuration;

/// <summary>The twelve areas as they differ (<c>adapters/mixed</c>), laid over the defaults as the demo does it.</summary>
public sealed class MixedFolderTests : IDisposable
{
    // The generator of SM2 (GB/T 32918.5): surely a point of the curve, and nobody's key.
    private const string Point = "0432C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0";

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-mixed-").FullName;

    public MixedFolderTests()
    {
        var adapters = Path.Combine(House.Root, "adapters");
        foreach (var part in new[] { "profiles", "counties", "fields", "mixed/profiles", "mixed/counties" })
        {
            var target = Directory.CreateDirectory(Path.Combine(_folder, Path.GetFileName(part))).FullName;
            foreach (var file in Directory.EnumerateFiles(Path.Combine(adapters, part), "*.yaml"))
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Nothing_is_wrong_with_them_once_the_variables_are_set_that_the_check_names()
    {
        // Where a rule leaves a choice (folder or SFTP, password or key) the remedy names no one variable.
        var variables = new Dictionary<string, string?>
        {
            ["Gateway__Counties__610522__Profiles__FileDrop__Directory"] = Path.GetTempPath(),
            ["Gateway__Counties__610527__Profiles__FileDrop__PrivateKey"] = "dummy",
            ["Gateway__Counties__610582__Profiles__FileDrop__PrivateKey"] = "dummy",
        };
        var load = Load(variables);
        for (var round = 0; load is CatalogLoad.Refused refused && round < 3; round++)
        {
            // The last word of a remedy is the variable; anything else that is wrong stays, and fails below.
            foreach (var name in refused.Problems.Select(x => x.Remedy.Split(' ')[^1]).Where(x => x.StartsWith("Gateway__", StringComparison.Ordinal)))
            {
                variables[name] = ValueOf(name);
            }

            load = Load(variables);
        }

        Assert.True(load is CatalogLoad.Loaded, load is CatalogLoad.Refused wrong ? string.Join("\n", wrong.Problems) : "");
        var catalog = Assert.IsType<CatalogLoad.Loaded>(load).Catalog;
        Assert.Equal(12, catalog.Areas.Count);
        var ways = catalog.Areas.GroupBy(x => string.Join(' ', x.Feeds.Select(y => y.Profile).Concat(x.Targets).Distinct())).ToList();
        Assert.True(ways.Count >= 7, $"only {ways.Count} ways of connecting an area");
    }

    private CatalogLoad Load(Dictionary<string, string?> variables)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(variables.ToDictionary(x => x.Key.Replace("__", ":", StringComparison.Ordinal), x => x.Value)).Build();
        return AdapterCatalog.Load(_folder, Profiles(), configuration, TestFolder.Services);
    }

    private static List<IAdapterProfile> Profiles() =>
    [
        .. new ServiceCollection().AddGateway(new ConfigurationBuilder().Build())
            .Where(x => x.ServiceType == typeof(IAdapterProfile)).Select(x => x.ImplementationInstance).OfType<IAdapterProfile>(),
    ];

    private static string ValueOf(string name) =>
        name.EndsWith("BaseAddress", StringComparison.Ordinal) ? "https://platform.invalid/p"
        : name.EndsWith("ConnectionString", StringComparison.Ordinal) ? "Host=front.invalid;Database=front"
        : name.EndsWith("PublicKey", StringComparison.Ordinal) ? Point
        : "dummy-" + name.Length;
}
