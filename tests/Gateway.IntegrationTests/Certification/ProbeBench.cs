using Gateway.Contracts;
using Gateway.Host.Cli.Adapters;
using Gateway.Host.Composition;
using Gateway.Pipeline.Certification.Probe;
using Gateway.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.IntegrationTests.Certification;

/// <summary>The gateway's adapters as a verb has them, without a database, pointed at one address.</summary>
internal sealed class ProbeBench : IDisposable
{
    public const string Area = "610503";

    private readonly ServiceProvider _services;

    public ProbeBench(Uri platform, Action<Dictionary<string, string?>>? settings = null)
    {
        var values = new Dictionary<string, string?>
        {
            ["GATEWAY_ADAPTERS"] = Path.Combine(BuiltPrograms.RepositoryRoot, "adapters"),
            ["Gateway:Profiles:ExchangeRest:BaseAddress"] = $"{platform}p1",
            ["Gateway:Profiles:ExchangeRest:Rid"] = "sandbox-requester-610500",
            ["Gateway:Profiles:ExchangeRest:AppKey"] = "0123456789abcdef0123456789abcdef",
            ["Gateway:Profiles:Publicity:BaseAddress"] = $"{platform}p2",
            ["Gateway:Profiles:Publicity:ClientId"] = "sandbox-client",
            ["Gateway:Profiles:Publicity:Secret"] = "sandbox-client-secret",
            ["Gateway:Profiles:Credit:BaseAddress"] = $"{platform}p3",
            ["Gateway:Profiles:Credit:AppId"] = "sandbox-app",
            ["Gateway:Profiles:Credit:AppSecret"] = "sandbox-app-secret",
            ["Gateway:Profiles:Credit:PlatformPublicKey"] =
                "0432c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0",
            ["Gateway:Profiles:DoubleRandom:BaseAddress"] = $"{platform}p4",
            ["Gateway:Profiles:DoubleRandom:PaasId"] = "sandbox-paas",
            ["Gateway:Profiles:DoubleRandom:Token"] = "sandbox-paas-token",
        };
        foreach (var profile in new[] { "ExchangeRest", "Publicity", "Credit", "DoubleRandom" })
        {
            values[$"Gateway:Profiles:{profile}:Transport:ReadRetries"] = "0";
        }

        settings?.Invoke(values);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        var services = new ServiceCollection().AddLogging();
        services.AddGateway(configuration);
        ProbeVerb.Prepare(services, configuration);
        _services = services.BuildServiceProvider();
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async Task<ProbeReport> FeedAsync(Feed feed, TimeSpan? limit = null) =>
        await _services.GetRequiredService<ProbeRun>().FeedAsync(Area, feed, limit ?? TimeSpan.FromSeconds(60), Cancelled) ?? throw new InvalidOperationException();

    public async Task<ProbeReport> TargetAsync(string target) =>
        await _services.GetRequiredService<ProbeRun>().TargetAsync(Area, target, TimeSpan.FromSeconds(60), Cancelled) ?? throw new InvalidOperationException();

    public void Dispose() => _services.Dispose();
}
