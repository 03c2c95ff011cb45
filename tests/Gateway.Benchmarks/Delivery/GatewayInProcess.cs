using System.Security.Cryptography;
using Gateway.Benchmarks.Programs;
using Gateway.Host.Composition;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Benchmarks.Delivery;

/// <summary>The gateway's services as its own process registers them, in this process: so that the baseline can use the same sinks.</summary>
internal static class GatewayInProcess
{
    public static ServiceProvider Build(BenchDatabase database, SandboxProgram sandbox, Action<Dictionary<string, string?>>? more = null)
    {
        var settings = sandbox.GatewaySettings.ToDictionary(x => x.Key.Replace("__", ":", StringComparison.Ordinal), x => (string?)x.Value);
        settings["ConnectionStrings:Gateway"] = database.ConnectionString;
        settings["Gateway:MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        // Receipts are there at once: the engine may ask for them at once.
        settings["Gateway:Profiles:Publicity:Limits:ReceiptInterval"] = "100ms";
        more?.Invoke(settings);
        var services = new ServiceCollection();
        services.AddLogging(x => x.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole());
        services.AddGateway(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return services.BuildServiceProvider();
    }
}
