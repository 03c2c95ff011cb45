using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Pipeline.Desk;

/// <summary>Registers the desk. Expects delivery and results with what they expect.</summary>
public static class DeskStage
{
    public static IServiceCollection AddDesk(this IServiceCollection services) => services
        .AddSingleton<FailureStore>().AddSingleton<OperationStore>().AddSingleton<ItemStore>().AddSingleton<RetryStore>()
        .AddSingleton<DeliveryViewStore>().AddSingleton<CorrectionStore>().AddSingleton<CorrectionDesk>().AddSingleton<RetryDesk>().AddSingleton<RetryRunner>();
}
