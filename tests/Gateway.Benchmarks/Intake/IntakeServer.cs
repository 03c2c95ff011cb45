using System.Security.Cryptography;
using Gateway.Benchmarks.Programs;
using Gateway.Host.Composition;
using Gateway.Host.Web;
using Gateway.Host.Web.Api;
using Gateway.Pipeline.Messaging;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Benchmarks.Intake;

/// <summary>The gateway's two doors as its server registers them, in this process, without its delivery: intake alone is measured.</summary>
internal static class IntakeServer
{
    public const string Key = "bench-key-of-610502";

    public static async Task<WebApplication> StartAsync(
        BenchDatabase database, SandboxProgram sandbox, Uri broker, CancellationToken cancellationToken)
    {
        var settings = sandbox.GatewaySettings.ToDictionary(x => x.Key.Replace("__", ":", StringComparison.Ordinal), x => (string?)x.Value);
        settings["ConnectionStrings:Gateway"] = database.ConnectionString;
        settings["Gateway:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        settings["Gateway:Bus:Transport"] = "RabbitMq";
        settings["Gateway:Bus:Uri"] = broker.ToString();
        settings[$"Gateway:Bus:Users:{broker.UserInfo.Split(':')[0]}"] = SandboxProgram.Area;
        settings[$"Gateway:Counties:{SandboxProgram.Area}:ApiKey"] = Key;
        await BusTopology.DeclareAsync(broker, cancellationToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(x => x.Limits.MaxRequestBodySize = RequestLimits.CutBytes);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        builder.Services.AddGateway(builder.Configuration);
        builder.Services.AddIntakeApi().AddMessaging(builder.Configuration);
        builder.Services.Configure<MassTransitHostOptions>(x => x.WaitUntilStarted = true);
        var app = builder.Build();
        app.UseRouting();
        app.UseRateLimiter();
        app.MapIntakeApi();
        await app.StartAsync(cancellationToken);
        return app;
    }
}
