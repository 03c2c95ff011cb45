using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Pipeline.CreditRepairs;

/// <summary>Registers credit repairs. Expects what penalties and licences expect and register.</summary>
public static class CreditRepairsStage
{
    public static IServiceCollection AddCreditRepairs(this IServiceCollection services) =>
        services.AddSingleton<RepairStore>().AddSingleton<RepairIntake>();
}
