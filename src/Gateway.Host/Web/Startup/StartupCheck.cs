using Gateway.Adapters.Configuration;
using Gateway.Host.Cli;
using Gateway.Host.Composition;
using Gateway.Host.Dashboard;
using Gateway.Host.Web.Api;
using Gateway.Pipeline.Messaging;
using Gateway.Pipeline.Pull;
using Gateway.Pipeline.Scheduling;
using Microsoft.Extensions.Options;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace Gateway.Host.Web.Startup;

/// <summary>All that is wrong, said at once, before anything runs (law 14).</summary>
internal static class StartupCheck
{
    public static IServiceCollection AddStartupCheck(this IServiceCollection services)
    {
        services.AddOptions<StartupOptions>().BindConfiguration("Gateway");
        return services.AddSingleton<ReadinessStore>().AddHostedService<LateMigration>();
    }

    public static async Task<IReadOnlyList<string>> RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var keys = Options<KeyOptions>(services, problems);
        Options<PullOptions>(services, problems);
        Options<SchedulingOptions>(services, problems);
        Options<BusOptions>(services, problems);
        Options<DashboardOptions>(services, problems);
        Options<ApiOptions>(services, problems);
        Options<Gateway.Pipeline.Alerts.AlertOptions>(services, problems);
        Options<Gateway.Pipeline.Retention.RetentionOptions>(services, problems);
        Options<Gateway.Pipeline.Delivery.DeliveryOptions>(services, problems);
        Options<Gateway.Pipeline.Certification.Switching.ModeOptions>(services, problems);
        Options<Gateway.Pipeline.Reload.ReloadOptions>(services, problems);
        var database = Options<DatabaseOptions>(services, problems);
        Configuration(keys && database ? services.GetRequiredService<CatalogLoad>() : LoadWithoutStore(services), problems);
        problems.AddRange(ReferenceCheck.Problems(services));
        if (database)
        {
            await DatabaseAsync(services, problems, cancellationToken);
            await QueuesAsync(services, cancellationToken);
        }

        return problems;
    }

    private static bool Options<T>(IServiceProvider services, List<string> problems)
        where T : class
    {
        try
        {
            _ = services.GetRequiredService<IOptions<T>>().Value;
            return true;
        }
        catch (OptionsValidationException wrong)
        {
            problems.AddRange(wrong.Failures);
        }
        catch (InvalidOperationException wrong)
        {
            problems.Add(wrong.InnerException?.Message ?? wrong.Message); // a value of the wrong type, or an unknown key
        }

        return false;
    }

    private static void Configuration(CatalogLoad load, List<string> problems)
    {
        if (load is CatalogLoad.Refused refused)
        {
            problems.AddRange(ConfigurationReport.Of(refused.Problems).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(x => x.Trim()));
        }
    }

    /// <summary>The adapters borrow the store of shared secrets, which needs key and database: without these the files can still be checked.</summary>
    private static CatalogLoad LoadWithoutStore(IServiceProvider services)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        return AdapterCatalog.Load(
            GatewayVariables.AdapterFolder(configuration), [.. services.GetServices<IAdapterProfile>()], configuration,
            new AdapterServices(
                services.GetRequiredService<IHttpClientFactory>(), services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILoggerFactory>(), new InMemorySecretStore()));
    }

    private static async Task DatabaseAsync(IServiceProvider services, List<string> problems, CancellationToken cancellationToken)
    {
        var state = services.GetRequiredService<ReadinessStore>();
        try
        {
            if (Migrates(services))
            {
                await MigrateVerb.MigrateAsync(services, cancellationToken);
            }

            if (!await state.CheckAsync(cancellationToken))
            {
                problems.Add("数据库结构低于本版本：请先执行 gateway migrate（或设置 Gateway__Migrate=true 在启动时升级）");
            }
        }
        catch (ArgumentException wrong)
        {
            problems.Add($"ConnectionStrings__Gateway 写法不正确：{wrong.Message}");
        }
        catch (NpgsqlException away)
        {
            // Not a mistake of the configuration: the process starts, says that it is not ready, and takes up work when the database is back.
            state.OwesMigration = Migrates(services);
            Log(services).LogError("The database can't be reached yet ({reason}); starting all the same", away.Message);
        }
    }

    private static async Task QueuesAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            if (Migrates(services))
            {
                await MigrateVerb.DeclareQueuesAsync(services, cancellationToken);
            }
        }
        catch (BrokerUnreachableException away)
        {
            // As with the database; the consumers declare their queues when they get through.
            Log(services).LogError("The broker can't be reached yet ({reason}); starting all the same", away.Message);
        }
    }

    private static bool Migrates(IServiceProvider services) => services.GetRequiredService<IOptions<StartupOptions>>().Value.Migrate;

    private static ILogger Log(IServiceProvider services) => services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(StartupCheck));
}
