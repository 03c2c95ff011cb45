using Gateway.Adapters.Configuration;
using Gateway.Host.Web.Startup;
using Gateway.Pipeline.Messaging;
using Npgsql;

namespace Gateway.Host.Web.Health;

/// <summary><c>/health/live</c>: the process runs. <c>/health/ready</c>: it can do its work; the bus is told but decides nothing (law 1).</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => "ok").ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(
        ReadinessStore database, IAdapterDirectory adapters, BusState bus, CancellationToken cancellationToken)
    {
        var (text, ready) = await DatabaseAsync(database, cancellationToken);
        return Results.Json(
            new Readiness(ready, text, $"{adapters.Areas.Count} 个地区，版本 {adapters.Version[..12]}", bus.Describe()),
            statusCode: ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<(string Text, bool Ready)> DatabaseAsync(ReadinessStore database, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            return await database.CheckAsync(limit.Token) ? ("正常", true) : ("结构低于本版本：请执行 gateway migrate", false);
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return ("无法连接", false);
        }
    }

    private sealed record Readiness(bool Ready, string Database, string Configuration, string Bus);
}
