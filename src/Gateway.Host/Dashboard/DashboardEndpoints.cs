using Gateway.Adapters.Configuration;
using Gateway.Host.Dashboard.Desk;
using Gateway.Host.Security;
using Gateway.Pipeline.Alerts;
using Gateway.Pipeline.Deadlines;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Keys;
using Gateway.Pipeline.Quality;
using Gateway.Pipeline.Reconcile;
using Gateway.Pipeline.Reload;
using Gateway.Pipeline.Runs;
using Hangfire;
using Hangfire.Dashboard;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Host.Dashboard;

/// <summary>The operators' pages: the balance sheets at <c>/</c>, data quality at <c>/quality</c>, legal terms at <c>/deadlines</c>, the platforms' ledgers at <c>/reconcile</c>, the configuration in force at <c>/adapters</c>, the desk at <c>/desk</c>, the jobs at <c>/hangfire</c>. <see cref="LoginGate"/> stands before all.</summary>
internal static class DashboardEndpoints
{
    private static readonly Func<RazorPage, MenuItem> DeskLink = _ => new MenuItem("操作台", "/desk");

    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddOptions<DashboardOptions>().BindConfiguration(DashboardOptions.Section, x => x.ErrorOnUnknownConfiguration = true);
        services.AddSingleton<IValidateOptions<DashboardOptions>, DashboardOptionsCheck>();
        return services.AddSingleton<LoginTicket>().AddSingleton<FormTicket>();
    }

    public static void MapDashboard(this WebApplication app)
    {
        app.MapGet("/", OverviewAsync).ExcludeFromDescription();
        app.MapGet("/quality", QualityAsync).ExcludeFromDescription();
        app.MapGet("/deadlines", DeadlinesAsync).ExcludeFromDescription();
        app.MapGet("/reconcile", ReconcileAsync).ExcludeFromDescription();
        app.MapGet("/adapters", AdaptersAsync).ExcludeFromDescription();
        app.MapDesk();
        if (!NavigationMenu.Items.Contains(DeskLink))
        {
            NavigationMenu.Items.Add(DeskLink);
        }

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

    private static Task<IResult> OverviewAsync(StatusStore status, IAdapterDirectory adapters, CancellationToken cancellationToken) =>
        PageAsync(async () => OverviewPage.Render(await status.ReadAsync(cancellationToken), Names(adapters)));

    private static Task<IResult> QualityAsync(
        QualityOverviewStore quality, IAdapterDirectory adapters, TimeProvider clock, CancellationToken cancellationToken) =>
        PageAsync(async () => QualityPage.Render(
            await quality.QuarantineAsync(QualityPage.Most, cancellationToken), await quality.IssuesAsync(QualityPage.Most, cancellationToken),
            Names(adapters), clock.GetUtcNow()));

    private static Task<IResult> DeadlinesAsync(
        DeadlineBoard board, AlertStore alerts, IAdapterDirectory adapters, TimeProvider clock, CancellationToken cancellationToken) =>
        PageAsync(async () => DeadlinesPage.Render(
            await board.ReadAsync(cancellationToken), await alerts.ReadAsync(cancellationToken), Names(adapters), clock.GetUtcNow()));

    private static Task<IResult> ReconcileAsync(
        long? run, ReconcileReadStore runs, IAdapterDirectory adapters, TimeProvider clock, CancellationToken cancellationToken) =>
        PageAsync(async () => run is { } one && await runs.FindAsync(one, cancellationToken) is { } found
            ? ReconcilePage.RenderOne(found, await runs.FindingsAsync(one, ReconcilePage.MostFindings, cancellationToken), clock.GetUtcNow())
            : ReconcilePage.Render(await runs.RunsAsync(null, null, ReconcilePage.MostRuns, cancellationToken), Names(adapters), clock.GetUtcNow()));

    private static Task<IResult> AdaptersAsync(
        AdapterDirectoryHolder adapters, ReloadStore changes, QueueStore queue, CredentialUseStore uses, CertificateStore certificates, TimeProvider clock, CancellationToken cancellationToken) =>
        PageAsync(async () => AdaptersPage.Render(
            await changes.ReadersAsync(cancellationToken), await changes.ChangesAsync(AdaptersPage.MostChanges, cancellationToken),
            await queue.WithoutTargetAsync([.. Names(adapters).Keys.SelectMany(x => adapters.SinksOf(x).Select(y => (y.Target, x)))], cancellationToken),
            await uses.ReadAsync(AdaptersPage.MostChanges, cancellationToken), await certificates.ReadAsync(cancellationToken), adapters.Catalog, clock.GetUtcNow()));

    private static Dictionary<string, string> Names(IAdapterDirectory adapters) => adapters.Areas.ToDictionary(x => x.Area, x => x.Name);

    private static async Task<IResult> PageAsync(Func<Task<string>> render)
    {
        try
        {
            return Results.Content(await render(), "text/html; charset=utf-8");
        }
        catch (NpgsqlException)
        {
            return Results.Content(PageFrame.DatabaseAway(), "text/html; charset=utf-8", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Hangfire's own rule (local callers only) would shut out operators whom the gate has let in.</summary>
    private sealed class GateHasDecided : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) => true;
    }
}
