using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Disclosure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Pipeline.Results;

/// <summary>Registers the intake of results. The nudge is the process's own signal unless the host registers another.</summary>
public static class ResultsStage
{
    public static IServiceCollection AddResults(this IServiceCollection services)
    {
        services.AddSingleton<ResultStore>();
        services.AddSingleton<ExemptionStore>();
        services.AddSingleton<ExemptionPlacement>();
        services.AddSingleton<ExemptionIntake>();
        services.AddSingleton<ExemptionExpiry>();
        services.AddSingleton<WithdrawalStore>();
        services.AddSingleton<WithdrawalPlacement>();
        services.AddSingleton<WithdrawalIntake>();
        services.AddSingleton<DirectoryFindings>();
        services.AddSingleton<ResultIntake>();
        services.AddSingleton<IDeliveryDocuments, ResultDocuments>();
        services.TryAddSingleton<IResultNudge>(x => x.GetRequiredService<DeliverySignal>());
        return services;
    }
}
