using Gateway.Host.Cli;
using Gateway.Host.Composition;
using Gateway.Host.Dashboard;
using Gateway.Host.Security;
using Gateway.Host.Telemetry;
using Gateway.Host.Web.Api;
using Gateway.Host.Web.Health;
using Gateway.Host.Web.Startup;
using Gateway.Pipeline.Messaging;
using Gateway.Pipeline.Scheduling;

namespace Gateway.Host.Web;

/// <summary>The server: checks everything before it begins, then keeps running whatever fails (law 14).</summary>
internal static class GatewayWeb
{
    private const string DefaultAddress = "http://127.0.0.1:5080";

    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var app = Build();
        var problems = await StartupCheck.RunAsync(app.Services, cancellationToken);
        if (problems.Count > 0)
        {
            await Console.Error.WriteLineAsync($"不能启动，共 {problems.Count} 个问题：\n  " + string.Join("\n  ", problems));
            return ExitCode.Wrong;
        }

        await app.StartAsync(cancellationToken);
        await Console.Out.WriteLineAsync($"网关已启动：{string.Join("、", app.Urls)}（管理页面 /，任务 /hangfire，接口说明 /openapi/v1.json）");
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Done;
    }

    private static WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        GatewayConfiguration.AddTo(builder.Configuration);
        if (string.IsNullOrEmpty(builder.Configuration[WebHostDefaults.ServerUrlsKey]))
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        GatewayLogging.AddTo(builder.Services, builder.Configuration, interactive: false);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestLimits.CutBytes;
        });
        builder.Services.AddGateway(builder.Configuration);
        builder.Services.AddHostedService<DeliveryService>().AddHostedService<DeskService>().AddHostedService<ReloadService>();
        builder.Services.AddStartupCheck().AddDashboard().AddIntakeApi().AddTelemetry();
        builder.Services.AddGatewayScheduling(x => x.GetRequiredService<Microsoft.Extensions.Options.IOptions<DatabaseOptions>>().Value.Gateway);
        builder.Services.AddMessaging(builder.Configuration);
        builder.Services.Configure<HostOptions>(x =>
        {
            x.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
            x.ShutdownTimeout = TimeSpan.FromSeconds(20);
        });
        return Map(builder.Build());
    }

    private static WebApplication Map(WebApplication app)
    {
        app.UseExceptionHandler(BugAnswer.Configure);
        app.UseMiddleware<ResponseHeaders>();
        app.UseRouting();
        app.UseMiddleware<LoginGate>();
        app.UseRateLimiter();
        app.UseMiddleware<MetricsGate>();
        app.UseMiddleware<GaugeRefresh>();
        app.MapHealth();
        app.MapLogin();
        app.MapIntakeApi();
        app.MapDeskApi();
        app.MapDashboard();
        app.MapPrometheusScrapingEndpoint(MetricsGate.Path).RequireRateLimiting(MetricsGate.RateLimit);
        return app;
    }
}
