using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Gateway.Host.Composition;

/// <summary>Structured logs, one JSON object a line, on the error stream: the output stream is for what was asked.</summary>
internal static class GatewayLogging
{
    public static void AddTo(IServiceCollection services, IConfiguration configuration, bool interactive)
    {
        var least = Enum.TryParse<LogEventLevel>(configuration["Gateway:LogLevel"], ignoreCase: true, out var level)
            ? level
            : interactive ? LogEventLevel.Warning : LogEventLevel.Information;
        services.AddSerilog(log => log
            .MinimumLevel.Is(least)
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Hangfire", LogEventLevel.Warning)
            .MinimumLevel.Override("MassTransit", LogEventLevel.Warning)
            .MinimumLevel.Override("Npgsql", LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.Console(new CompactJsonFormatter(), standardErrorFromLevel: LogEventLevel.Verbose));
    }
}
