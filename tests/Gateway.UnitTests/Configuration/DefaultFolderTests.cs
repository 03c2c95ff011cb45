using System.Globalization;
using Cronos;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Credit;
using Gateway.Adapters.DoubleRandom;
using Gateway.Adapters.ExchangeRest;
using Gateway.Adapters.Files;
using Gateway.Adapters.Hotline;
using Gateway.Adapters.LawEnforcement;
using Gateway.Adapters.Publicity;
using Gateway.Adapters.Tables;
using Gateway.Contracts;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Gateway.UnitTests.Configuration;

/// <summary>The configuration that comes with the program.</summary>
public sealed class DefaultFolderTests
{
    private const string PublicKey = "Gateway__Profiles__Credit__PlatformPublicKey";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "adapters");

    private static readonly IReadOnlyList<IAdapterProfile> Profiles =
    [
        new ExchangeRestProfile(), new PublicityProfile(), new CreditProfile(), new DoubleRandomProfile(), new LawEnforcementProfile(),
        new HotlineProfile(), new FileProfile(), new TableProfile(),
    ];

    private static readonly string[] Addresses =
    [
        "Gateway__Profiles__ExchangeRest__BaseAddress", "Gateway__Profiles__Publicity__BaseAddress", "Gateway__Profiles__Credit__BaseAddress",
        "Gateway__Profiles__DoubleRandom__BaseAddress",
    ];

    private static readonly string[] Others =
    [
        PublicKey,
        "Gateway__Profiles__ExchangeRest__Rid", "Gateway__Profiles__ExchangeRest__AppKey",
        "Gateway__Profiles__Publicity__ClientId", "Gateway__Profiles__Publicity__Secret",
        "Gateway__Profiles__Credit__AppId", "Gateway__Profiles__Credit__AppSecret",
        "Gateway__Profiles__DoubleRandom__PaasId", "Gateway__Profiles__DoubleRandom__Token",
    ];

    [Fact]
    public void With_addresses_and_secrets_set_there_is_no_problem_and_there_are_twelve_areas()
    {
        var catalog = Load(Folder, Everything());

        Assert.Equal(
            ["610500", "610502", "610503", "610522", "610523", "610524", "610525", "610526", "610527", "610528", "610581", "610582"],
            catalog.Areas.Select(area => area.Area));
        Assert.Equal(["渭南市"], catalog.Areas.Where(area => area.Level == "市").Select(area => area.Name));
        Assert.All(catalog.Areas, area => Assert.Equal(FeedNames.All.Except([Feed.Behaviour, Feed.Lead]), area.Feeds.Select(feed => feed.Feed)));
        Assert.All(catalog.Areas, area => Assert.Equal(
            ["exchange-rest", "exchange-rest.checklist", "publicity", "credit", "credit.penalty", "credit.licence", "double-random"],
            catalog.SinksOf(area.Area).Select(sink => sink.Target)));
    }

    [Fact]
    public void With_nothing_set_exactly_the_variables_to_set_are_named()
    {
        var refused = Assert.IsType<CatalogLoad.Refused>(AdapterCatalog.Load(Folder, Profiles, Configuration([]), TestFolder.Services));

        Assert.Equal(
            Addresses.Concat(Others).Order(StringComparer.Ordinal),
            refused.Problems.Select(problem => problem.Remedy.Split(' ')[^1]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_public_key_that_is_none_is_a_problem_of_the_configuration()
    {
        var variables = Everything();
        variables[PublicKey] = "04abcd";

        var refused = Assert.IsType<CatalogLoad.Refused>(AdapterCatalog.Load(Folder, Profiles, Configuration(variables), TestFolder.Services));

        Assert.Equal(PublicKey, Assert.Single(refused.Problems).File);
    }

    [Fact]
    public void The_profile_files_repeat_the_defaults_of_the_code_and_do_not_drift_from_them()
    {
        using var bare = new TestFolder();
        Directory.Delete(Path.Combine(bare.Path, "profiles"), recursive: true);
        Directory.Delete(Path.Combine(bare.Path, "counties"), recursive: true);
        foreach (var county in Directory.EnumerateFiles(Path.Combine(Folder, "counties")))
        {
            bare.With("counties/" + Path.GetFileName(county), File.ReadAllBytes(county));
        }

        Assert.Equal(Values(Load(bare.Path, Everything())), Values(Load(Folder, Everything())));

        static IEnumerable<string> Values(AdapterCatalog catalog) =>
            catalog.Effective.Select(setting => $"{setting.Area} {setting.Path} = {setting.Value}").Order(StringComparer.Ordinal);
    }

    [Fact]
    public void No_two_areas_start_at_once()
    {
        var day = new DateTime(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);
        var starts = Load(Folder, Everything()).Areas
            .SelectMany(area => area.Feeds.SelectMany(feed => new[] { feed.Cron, feed.FullCron }).Append(area.CompileCron)
                .SelectMany(cron => CronExpression.Parse(cron).GetOccurrences(day, day.AddDays(7)))
                .Distinct()
                .Select(at => (At: at, area.Area)));

        var together = starts.GroupBy(start => start.At).Where(group => group.Count() > 2)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key:ddd HH:mm} {string.Join(' ', group.Select(start => start.Area))}"));

        // A nightly full read may meet one other area's hourly read, no more.
        Assert.Empty(together);
    }

    private static Dictionary<string, string?> Everything()
    {
        var variables = Others.ToDictionary(name => name, string? (name) => "dummy-" + name.Length);
        // A point that is surely on the curve: the generator of SM2 (GB/T 32918.5).
        variables[PublicKey] = "0432C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7"
            + "BC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0";
        foreach (var address in Addresses)
        {
            variables[address] = "https://platform.invalid/p";
        }

        return variables;
    }

    private static AdapterCatalog Load(string folder, Dictionary<string, string?> variables) =>
        AdapterCatalog.Load(folder, Profiles, Configuration(variables), TestFolder.Services) switch
        {
            CatalogLoad.Loaded loaded => loaded.Catalog,
            CatalogLoad.Refused refused => throw new ConfigurationRefused(refused.Problems),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static IConfiguration Configuration(Dictionary<string, string?> variables) => new ConfigurationBuilder()
        .AddInMemoryCollection(variables.ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => pair.Value)).Build();
}
