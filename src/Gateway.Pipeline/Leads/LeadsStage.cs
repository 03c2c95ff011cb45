using Gateway.Pipeline.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Pipeline.Leads;

/// <summary>Registers leads and their handling. Expects what the results' stage and delivery register.</summary>
public static class LeadsStage
{
    public static IServiceCollection AddLeads(this IServiceCollection services) =>
        services.AddSingleton<LeadStore>().AddSingleton<LeadIntake>().AddSingleton<IDeliveryDocuments, HandlingDocuments>();
}
