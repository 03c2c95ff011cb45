using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Alerts;

/// <summary>Registers alerts. Expects the board of deadlines, the status outbox, a data source and TimeProvider.</summary>
public static class AlertsStage
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<AlertOptions>().BindConfiguration(AlertOptions.Section, x => x.ErrorOnUnknownConfiguration = true);
        services.AddSingleton<IValidateOptions<AlertOptions>, AlertOptionsCheck>();
        services.AddHttpClient(AlertWebhook.ClientName, x => x.Timeout = Limit)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
            .RemoveAllLoggers(); // an address may hold a token
        return services.AddSingleton<AlertStore>().AddSingleton<AlertRun>().AddSingleton<AlertWebhook>();
    }
}
