using Gateway.Host.Security;
using Gateway.Pipeline.Runs;
using Hangfire;
using Hangfire.Dashboard;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Host.Dashboard;

/// <summary>The operators' pages: the balance sheets at <c>/</c>, the jobs at <c>/hangfire</c>. <see cref="LoginGate"/> stands before both.</summary>
internal static class DashboardEndpoints
{
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddOptions<DashboardOptions>().BindConfiguration(DashboardOptions.Section, x => x.ErrorOnUnknownConfiguration = true);
        services.AddSingleton<IValidateOptions<DashboardOptions>, DashboardOptionsCheck>();
        return services.AddSingleton<LoginTicket>();
    }

    public static void MapDashboard(this WebApplication app)
    {
        app.MapGet("/", OverviewAsync).ExcludeFromDescription();
        app.UseHangfireDashboard("/hangfire", new Hangfire.DashboardOptions
        {
            DashboardTitle = "渭南市跨部门综合监管数据网关 · 任务",
            AppPath = "/", // 返回平衡表
            Authorization = [new GateHasDecided()],
            IgnoreAntiforgeryToken = true, // the cookie is SameSite=Strict
            DisplayStorageConnectionString = false,
            DefaultRecordsPerPage = 50,
            StatsPollingInterval = 5_000,
        });
    }

    private static async Task<IResult> OverviewAsync(StatusStore status, Gateway.Adapters.Configuration.IAdapterDirectory adapters, CancellationToken cancellationToken)
    {
        try
        {
            var page = OverviewPage.Render(await status.ReadAsync(cancellationToken), adapters.Areas.ToDictionary(x => x.Area, x => x.Name));
            return Results.Content(page, "text/html; charset=utf-8");
        }
        catch (NpgsqlException)
        {
            return Results.Content(OverviewPage.DatabaseAway(), "text/html; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Hangfire's own rule (local callers only) would shut out operators whom the gate has let in.</summary>
    private sealed class GateHasDecided : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) => true;
    }
}
