using System.Globalization;
using System.Net;
using Gateway.Sandbox.Data;
using Gateway.Sandbox.Dialects;
using Gateway.Sandbox.Faults;
using Gateway.Sandbox.P1;
using Gateway.Sandbox.P10;
using Gateway.Sandbox.P2;
using Gateway.Sandbox.P3;
using Gateway.Sandbox.P4;
using Gateway.Sandbox.P5;
using Gateway.Sandbox.P6;
using Gateway.Sandbox.P7;
using Gateway.Sandbox.Truth;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Gateway.Sandbox;

/// <summary>A running sandbox: the platforms and the control addresses on one loopback port.</summary>
public sealed class SandboxServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SandboxServer(WebApplication app, string publicKeyHex, Uri baseAddress) => (_app, PublicKeyHex, BaseAddress) = (app, publicKeyHex, baseAddress);

    /// <summary>The SM2 public key of profile 3, uncompressed, in hex: <c>04 ‖ x ‖ y</c>.</summary>
    public string PublicKeyHex { get; }

    public Uri BaseAddress { get; }

    public static async Task<SandboxServer> StartAsync(SandboxOptions options, TimeProvider clock, TextWriter progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.DataFolder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.Limits.MaxRequestBodySize = 64 << 20;
            kestrel.AddServerHeader = false;
        });
        Register(builder.Services, options, clock);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            // Callers correct their clock by it: it is the clock that signatures are judged by.
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.Date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            });
            return next(context);
        });
        app.UseMiddleware<FaultMiddleware>();
        app.UseRouting();
        Map(app);

        // Feeds and ledgers are opened before listening: whoever gets an answer gets it from what is on disk.
        var library = app.Services.GetRequiredService<FeedLibrary>();
        if (options.Prerender)
        {
            var gate = TextWriter.Synchronized(progress);
            library.RenderAll(gate.WriteLine, cancellationToken);
        }

        await app.Services.GetRequiredService<FrontEndPlatform>().StartAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.First()
            ?? throw new InvalidOperationException("the server has no address");
        var port = new Uri(address).Port;
        return new SandboxServer(app, app.Services.GetRequiredService<CreditKeys>().PublicKeyHex, new Uri($"http://127.0.0.1:{port}/"));
    }

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static void Register(IServiceCollection services, SandboxOptions options, TimeProvider clock)
    {
        services.AddRoutingCore();
        services.AddSingleton(options).AddSingleton(clock).AddSingleton<FeedLibrary>().AddSingleton<FaultBook>();
        services.AddSingleton<Wire.SecretWindow>().AddSingleton<SecretBook>().AddSingleton<ExchangeDoor>().AddSingleton<PagedQuery>().AddSingleton<BehaviourQuery>();
        services.AddSingleton<PushLedgers>().AddSingleton<PushService>().AddSingleton<ResultLedgerQuery>().AddSingleton<ExchangeEndpoints>();
        services.AddSingleton<PublicityDoor>().AddSingleton<PublicityLedger>().AddSingleton<PublicityEndpoints>();
        services.AddSingleton(new CreditKeys(options.KeySeed)).AddSingleton<CreditEnvelope>().AddSingleton<TokenMint>();
        services.AddSingleton<CreditLedgers>().AddSingleton<CreditEndpoints>();
        services.AddSingleton<TifDoor>().AddSingleton<TifLedgers>().AddSingleton<TifEndpoints>();
        services.AddSingleton<FrontEndLedgers>().AddSingleton<FrontEndPlatform>().AddSingleton<FrontEndEndpoints>();
        services.AddSingleton<EnforcementLedger>().AddSingleton<EnforcementEndpoints>();
        services.AddSingleton<DialectPlatform>().AddSingleton<ChineseFormDialect>().AddSingleton<XmlDialect>().AddSingleton<TokenDialect>();
        services.AddSingleton<HotlineDoor>().AddSingleton<LeadBook>().AddSingleton<HandlingBook>().AddSingleton<HotlineEndpoints>();
        services.AddSingleton<DropLedger>().AddSingleton<DropFeedWriter>().AddHostedService<DropDepartment>();
        services.AddSingleton<FaultEndpoints>().AddSingleton<TruthEndpoints>().AddSingleton<ChangeEndpoints>().AddSingleton<SpoilEndpoints>();
    }

    private static void Map(WebApplication app)
    {
        app.Services.GetRequiredService<ExchangeEndpoints>().Map(app);
        app.Services.GetRequiredService<PublicityEndpoints>().Map(app);
        app.Services.GetRequiredService<CreditEndpoints>().Map(app);
        app.Services.GetRequiredService<TifEndpoints>().Map(app);
        app.Services.GetRequiredService<FrontEndEndpoints>().Map(app);
        app.Services.GetRequiredService<EnforcementEndpoints>().Map(app);
        app.Services.GetRequiredService<ChineseFormDialect>().Map(app);
        app.Services.GetRequiredService<XmlDialect>().Map(app);
        app.Services.GetRequiredService<TokenDialect>().Map(app);
        app.Services.GetRequiredService<HotlineEndpoints>().Map(app);
        app.Services.GetRequiredService<FaultEndpoints>().Map(app);
        app.Services.GetRequiredService<TruthEndpoints>().Map(app);
        app.Services.GetRequiredService<ChangeEndpoints>().Map(app);
        app.Services.GetRequiredService<SpoilEndpoints>().Map(app);
    }
}
