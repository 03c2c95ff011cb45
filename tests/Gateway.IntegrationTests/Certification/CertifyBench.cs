using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.IntegrationTests.Pull;
using Gateway.Pipeline.Certification.Certify;
using Gateway.Sandbox;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Xunit;

namespace Gateway.IntegrationTests.Certification;

/// <summary>Certifies an area's adapters against a sandbox of its own, with sources that a test may have spoiled.</summary>
internal sealed class CertifyBench : IAsyncDisposable
{
    public const string Area = "610503";

    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-certify-").FullName;
    private SandboxServer? _platforms;
    private GatewayUnderTest? _gateway;

    public GatewayUnderTest Gateway => _gateway ?? throw new InvalidOperationException();

    /// <param name="mutant">What the source of an adapter is made into; <see langword="null"/>: it stays as it is.</param>
    public static async Task<CertifyBench> StartAsync(
        PostgresFixture postgres, Func<ISource, ISource>? mutant = null, Action<Dictionary<string, string?>>? settings = null)
    {
        var bench = new CertifyBench();
        var options = new SandboxOptions { DataFolder = bench._folder, Subjects = 60, SingleArea = Area, ReceiptDelayMs = 0 };
        bench._platforms = await SandboxServer.StartAsync(options, TimeProvider.System, TextWriter.Null, TestContext.Current.CancellationToken);
        bench._gateway = await GatewayUnderTest.StartAsync(
            postgres, bench._platforms.BaseAddress,
            values =>
            {
                values["Gateway:Profiles:Credit:PlatformPublicKey"] = bench._platforms.PublicKeyHex;
                settings?.Invoke(values);
            },
            services =>
            {
                services.AddCertify();
                if (mutant is not null)
                {
                    services.AddSingleton<PageSizeVariants>();
                    services.Replace(ServiceDescriptor.Singleton<IAdapterDirectory>(x => new MutantDirectory(x.GetRequiredService<AdapterDirectoryHolder>(), mutant)));
                    services.Replace(ServiceDescriptor.Singleton<IPageSizes>(x => new MutantSizes(x.GetRequiredService<PageSizeVariants>(), mutant)));
                }
            });
        return bench;
    }

    public Task<CertifyReport> RunAsync() => Gateway.Get<CertifyRun>().RunAsync(Area, "sandbox", (_, _) => { }, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<CheckResult>> FeedAsync(Feed feed)
    {
        var checks = new List<CheckResult>();
        await Gateway.Get<CertifyRun>().FeedAsync("", Area, feed, withFaults: true, (_, check) => checks.Add(check), TestContext.Current.CancellationToken);
        return checks;
    }

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
        {
            await _gateway.DisposeAsync();
        }

        await _platforms!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private sealed class MutantDirectory(AdapterDirectoryHolder catalog, Func<ISource, ISource> mutant) : IAdapterDirectory
    {
        public IReadOnlyList<AreaSettings> Areas => catalog.Areas;

        public string Version => catalog.Version;

        public IReadOnlyList<EffectiveSetting> Effective => catalog.Effective;

        public ISource? SourceOf(string area, Feed feed) => catalog.SourceOf(area, feed) is { } source ? mutant(source) : null;

        public IReadOnlyList<ISink> SinksOf(string area) => catalog.SinksOf(area);
    }

    private sealed class MutantSizes(PageSizeVariants sizes, Func<ISource, ISource> mutant) : IPageSizes
    {
        public ISource? SourceOf(string area, Feed feed, int pageSize) => sizes.SourceOf(area, feed, pageSize) is { } source ? mutant(source) : null;
    }
}
