using System.Text.RegularExpressions;
using Xunit;

namespace Gateway.UnitTests.Architecture;

/// <summary>Dependencies point one way: a change of a platform stays in its profile, a change of the store stays in the pipeline.</summary>
public sealed class DependencyTests
{
    private const string Contracts = "Gateway.Contracts";
    private const string Adapters = "Gateway.Adapters";
    private const string Pipeline = "Gateway.Pipeline";
    private const string Host = "Gateway.Host";
    private const string Sandbox = "Gateway.Sandbox";

    private static readonly string[] Infrastructure = ["Npgsql", "MassTransit", "Hangfire", "Dapper", "RabbitMQ"];

    public static TheoryData<string> Projects => [.. House.Projects.Select(x => x.Name)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_refers_only_to_those_below_it(string name)
    {
        var project = House.Projects.Single(x => x.Name == name);
        string[]? allowed = name switch
        {
            Contracts or Sandbox => [],
            Adapters => [Contracts],
            Pipeline => [Adapters, Contracts],
            Host => null,
            _ when name.StartsWith(Adapters + ".", StringComparison.Ordinal) => [Adapters, Contracts],
            _ => [],
        };
        var wrong = allowed is null ? [] : project.Projects.Except(allowed).ToList();
        Assert.True(wrong.Count == 0, name switch
        {
            Sandbox => $"{name} must not refer to {Join(wrong)}: it would check the house's errors against themselves.",
            _ when name.StartsWith(Adapters + ".", StringComparison.Ordinal) =>
                $"{name} must not refer to {Join(wrong)}: what two profiles share belongs into {Adapters}.",
            _ => $"{name} must not refer to {Join(wrong)}: dependencies point Contracts ← Adapters ← profiles, Pipeline ← Host.",
        });
    }

    [Fact]
    public void Nothing_refers_to_the_host()
    {
        var wrong = House.Projects.Where(x => x.Projects.Contains(Host)).Select(x => x.Name).ToList();
        Assert.True(wrong.Count == 0, $"{Join(wrong)} refers to {Host}: the host wires everything and nothing depends on it.");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_adapter_knows_the_store_the_bus_or_the_clockwork(string name)
    {
        if (name != Contracts && !name.StartsWith(Adapters, StringComparison.Ordinal))
        {
            return;
        }

        var packages = House.Projects.Single(x => x.Name == name).Packages.Where(IsInfrastructure).ToList();
        Assert.True(packages.Count == 0, $"{name} must not refer to {Join(packages)}: an adapter gets ports (ISharedSecretStore, IHttpClientFactory); the pipeline stores.");
    }

    [Fact]
    public void No_adapters_code_names_the_store_the_bus_or_the_clockwork()
    {
        var use = new Regex($@"^\s*(global )?using (static )?({string.Join('|', Infrastructure)})\b|\b({string.Join('|', Infrastructure)})\.\w", RegexOptions.Multiline);
        AssertNone(
            House.Files("adapters", ".cs").Concat(House.Files("contracts", ".cs")).Where(x => use.IsMatch(x.Text)),
            "names PostgreSQL, MassTransit or Hangfire: keep it behind a port, the pipeline implements it");
    }

    [Fact]
    public void The_compiled_adapters_refer_to_none_of_them_either()
    {
        System.Reflection.Assembly[] built =
        [
            typeof(Gateway.Contracts.Feed).Assembly, typeof(Gateway.Adapters.Sources.ISource).Assembly,
            typeof(Gateway.Adapters.ExchangeRest.ExchangeRestProfile).Assembly, typeof(Gateway.Adapters.Publicity.PublicityProfile).Assembly,
            typeof(Gateway.Adapters.Credit.CreditProfile).Assembly, typeof(Gateway.Adapters.DoubleRandom.DoubleRandomProfile).Assembly,
            typeof(Gateway.Adapters.Tables.TableProfile).Assembly,
            typeof(Gateway.Adapters.Rest.RestProfile).Assembly,
            typeof(Gateway.Adapters.LawEnforcement.LawEnforcementProfile).Assembly, typeof(Gateway.Adapters.Hotline.HotlineProfile).Assembly,
            typeof(Gateway.Adapters.Files.FileProfile).Assembly,
        ];
        var wrong = built.SelectMany(x => x.GetReferencedAssemblies().Select(y => (From: x.GetName().Name, To: y.Name ?? "")))
            .Where(x => IsInfrastructure(x.To) || x.To is Pipeline or Host).ToList();
        Assert.True(wrong.Count == 0, $"{Join(wrong.Select(x => $"{x.From} → {x.To}"))}: an adapter depends on Gateway.Adapters and Gateway.Contracts alone.");
    }

    [Fact]
    public void The_bus_stays_in_Messaging_and_the_clockwork_in_Scheduling()
    {
        AssertNone(Using("MassTransit", "Messaging"), "uses MassTransit: publish through Messaging, so that the bus can be exchanged (law 1)");
        AssertNone(Using("Hangfire", "Scheduling"), "uses Hangfire: PostgreSQL says what is true, Hangfire only says when (law 1)");
    }

    [Fact]
    public void Decisions_are_pure() =>
        AssertNone(
            House.Files("src/Gateway.Pipeline/Normalise", ".cs").Concat(House.Files("src/Gateway.Pipeline/Checklists/Compile", ".cs"))
                .Where(x => Regex.IsMatch(x.Text, @"\b(Npgsql|Dapper|HttpClient|IServiceProvider)\b")),
            "does I/O: normalisers and the compiler decide, a Store or a job does");

    private static IEnumerable<HouseFile> Using(string package, string folder) =>
        House.Files("src/Gateway.Pipeline", ".cs")
            .Where(x => !x.Path.StartsWith($"src/Gateway.Pipeline/{folder}/", StringComparison.Ordinal) && Regex.IsMatch(x.Text, $@"^using {package}\b", RegexOptions.Multiline));

    private static bool IsInfrastructure(string name) => Infrastructure.Any(x => name == x || name.StartsWith(x + ".", StringComparison.Ordinal));

    private static void AssertNone(IEnumerable<HouseFile> files, string why)
    {
        var wrong = files.Select(x => x.Path).ToList();
        Assert.True(wrong.Count == 0, $"{Join(wrong)} {why}.");
    }

    private static string Join(IEnumerable<string> names) => string.Join(", ", names);
}
