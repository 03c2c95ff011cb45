using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using Gateway.Contracts.CreditRecords;
using Gateway.Host.Security;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Runs;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Host.Web.Api;

/// <summary>The REST API (profile 9): its services, its limits, its endpoints.</summary>
internal static class ApiServices
{
    private const string RateLimit = "api";

    public static IServiceCollection AddIntakeApi(this IServiceCollection services)
    {
        services.AddOptions<ApiOptions>().BindConfiguration(ApiOptions.Section, x => x.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations();
        services.AddSingleton<CountyKeys>().AddSingleton<IdempotencyStore>().AddSingleton<ResultStateStore>();
        services.AddSingleton<Gateway.Pipeline.Retention.IRetained>(x => x.GetRequiredService<IdempotencyStore>());
        services.AddOpenApi("v1", OpenApiDescription.Configure);
        services.AddRateLimiter(limits =>
        {
            limits.OnRejected = async (context, cancellationToken) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = "60";
                await Problems.Of(Problems.TooMany, "超过每分钟的请求数，请一分钟后重试").ExecuteAsync(context.HttpContext);
            };
            limits.AddPolicy(RateLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                Caller(context), _ => new FixedWindowRateLimiterOptions
                {
                    PermitLimit = context.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.RequestsPerMinute,
                    Window = TimeSpan.FromMinutes(1),
                }));
            limits.AddPolicy(LoginEndpoints.RateLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = 10, Window = TimeSpan.FromMinutes(1) }));
            limits.AddPolicy(MetricsGate.RateLimit, context => MetricsGate.IsLocal(context)
                ? RateLimitPartition.GetNoLimiter("")
                : RateLimitPartition.GetFixedWindowLimiter(
                    context.Connection.RemoteIpAddress?.ToString() ?? "",
                    _ => new FixedWindowRateLimiterOptions { PermitLimit = 30, Window = TimeSpan.FromMinutes(1) }));
        });
        return services;
    }

    public static void MapIntakeApi(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        var api = app.MapGroup("/api/v1").AddEndpointFilter<DatabaseAwayFilter>().AddEndpointFilter<CountyKeyFilter>().RequireRateLimiting(RateLimit);
        api.MapResults();
        api.MapWithdrawals(DocumentTable.Result, "/results", "withdrawResult");
        api.MapRecords<Penalty>(DocumentTable.Penalty, "/penalties", "Penalties", "Penalty");
        api.MapRecords<Licence>(DocumentTable.Licence, "/licences", "Licences", "Licence");
        api.MapRepairs();
        api.MapLeads();
        api.MapExemptions();
        api.MapChecklists();
        api.MapReconciliations();
        api.MapGet("/status", StatusAsync).WithName("getStatus").WithSummary("本地区的读取平衡表")
            .Produces<Contracts.Status.AreaStatus>().WithProblems(401, 429, 503);
    }

    public static RouteHandlerBuilder WithProblems(this RouteHandlerBuilder endpoint, params IEnumerable<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<ProblemBody>(status, "application/problem+json");
        }

        return endpoint;
    }

    // A county sees its own area; the targets' balance is over all areas and stays with the operators.
    private static async Task<IResult> StatusAsync(HttpContext context, StatusStore status, CancellationToken cancellationToken)
    {
        var area = CountyKeyFilter.AreaOf(context);
        var all = await status.ReadAsync(cancellationToken);
        return all.Areas.FirstOrDefault(x => x.Area == area) is { } own
            ? Answer.Json(StatusCodes.Status200OK, own)
            : Problems.Of(Problems.NotFound, "没有配置本地区");
    }

    // Keys are not kept, not even as names of partitions.
    private static string Caller(HttpContext context) => context.Request.Headers[CountyKeyFilter.Header].ToString() is { Length: > 0 } key
        ? Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))
        : context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>A database that is away is not the caller's fault: 503, and nothing was taken.</summary>
    private sealed class DatabaseAwayFilter(ILogger<DatabaseAwayFilter> log) : IEndpointFilter
    {
        public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
        {
            try
            {
                return await next(context);
            }
            catch (NpgsqlException failure) when (failure.IsTransient || failure is not PostgresException)
            {
                log.LogWarning("A request could not be stored: {reason}", failure.Message);
                context.HttpContext.Response.Headers.RetryAfter = "5";
                return Problems.Of(Problems.Away, "数据库暂时无法使用，请以相同内容重试");
            }
        }
    }
}
