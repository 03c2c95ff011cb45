using Gateway.Adapters.Configuration;
using Gateway.Adapters.Credit;
using Gateway.Adapters.Databases;
using Gateway.Adapters.DoubleRandom;
using Gateway.Adapters.ExchangeRest;
using Gateway.Adapters.Files;
using Gateway.Adapters.Http;
using Gateway.Adapters.Hotline;
using Gateway.Adapters.LawEnforcement;
using Gateway.Adapters.Publicity;
using Gateway.Adapters.Rest;
using Gateway.Adapters.Tables;
using Gateway.Pipeline.Alerts;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Certification;
using Gateway.Pipeline.Checklists;
using Gateway.Pipeline.Checklists.Rules;
using Gateway.Pipeline.CreditRecords;
using Gateway.Pipeline.CreditRepairs;
using Gateway.Pipeline.Deadlines;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Desk;
using Gateway.Pipeline.Keys;
using Gateway.Pipeline.Messaging;
using Gateway.Pipeline.Leads;
using Gateway.Pipeline.Normalise;
using Gateway.Pipeline.Persistence;
using Gateway.Pipeline.Pull;
using Gateway.Pipeline.Reconcile;
using Gateway.Pipeline.Reload;
using Gateway.Pipeline.Results;
using Gateway.Pipeline.Retention;
using Gateway.Pipeline.Runs;
using Gateway.Pipeline.Story;
using Microsoft.Extensions.Options;

namespace Gateway.Host.Composition;

/// <summary>All services of the gateway, for every verb and for the server.</summary>
internal static class GatewayServices
{
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(configuration).AddSingleton(TimeProvider.System);
        services.AddOptions<DatabaseOptions>().BindConfiguration(DatabaseOptions.Section).ValidateDataAnnotations();
        services.AddOptions<KeyOptions>().BindConfiguration("Gateway");
        services.AddSingleton<IValidateOptions<KeyOptions>, KeyOptionsCheck>();
        services.AddSingleton(x => Database.Open(x.GetRequiredService<IOptions<DatabaseOptions>>().Value.Gateway, x.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(x => x.GetRequiredService<IOptions<KeyOptions>>().Value.Cipher());
        services.AddSingleton(x => x.GetRequiredService<IOptions<KeyOptions>>().Value.AuditKeys());
        services.AddSingleton(x => ReferenceData.Read(GatewayVariables.AdapterFolder(x.GetRequiredService<IConfiguration>())));
        services.AddSingleton(x => PublicationTermsFile.ReadFrom(GatewayVariables.AdapterFolder(x.GetRequiredService<IConfiguration>())));
        services.AddSingleton(x => CalendarFile.ReadFrom(GatewayVariables.AdapterFolder(x.GetRequiredService<IConfiguration>())));
        services.AddSingleton(x => FieldRuleFolder.Load(
            GatewayVariables.AdapterFolder(x.GetRequiredService<IConfiguration>()), x.GetRequiredService<ReferenceData>().Departments) switch
        {
            FieldRuleLoad.Loaded loaded => loaded.Rules,
            FieldRuleLoad.Refused refused => throw new ConfigurationRefused(refused.Problems),
            _ => throw new System.Diagnostics.UnreachableException(),
        });
        services.AddSingleton<ISharedSecretStore, SharedSecretStore>().AddSingleton<IPeerDatabases, PeerDatabases>().AddAudit();
        AddProfiles(services);
        services.AddOptions<DeliveryOptions>().BindConfiguration("Gateway:Delivery").ValidateDataAnnotations();
        return services.AddBusOptions().AddPull().AddChecklists().AddDelivery().AddResults().AddCreditRecords().AddCreditRepairs().AddLeads().AddRetention()
            .AddDeadlines().AddAlerts().AddReload().AddKeys().AddDesk().AddReconcile().AddCertification().AddSingleton<StatusStore>().AddSingleton<ResultStoryReader>();
    }

    private static void AddProfiles(IServiceCollection services)
    {
        services.AddAdapterCatalog().AddAdapterHttp();
        IAdapterProfile[] profiles =
        [
            new ExchangeRestProfile(), new PublicityProfile(), new CreditProfile(), new DoubleRandomProfile(), new LawEnforcementProfile(),
            new RestProfile(), new HotlineProfile(), new FileProfile(), new TableProfile(),
        ];
        foreach (var profile in profiles)
        {
            services.AddSingleton(profile);
        }
    }
}
