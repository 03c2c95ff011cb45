using Gateway.Pipeline.Runs;
using OpenTelemetry.Metrics;

namespace Gateway.Host.Telemetry;

/// <summary>Metrics for Prometheus. Names and labels are the words of the tables: area, feed, target, state.</summary>
internal static class TelemetryServices
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddSingleton<GaugeStore>().AddSingleton<Gauges>();
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(GatewayMeter.Name, "Npgsql", "MassTransit")
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddRuntimeInstrumentation()
            .AddPrometheusExporter());
        return services;
    }
}
