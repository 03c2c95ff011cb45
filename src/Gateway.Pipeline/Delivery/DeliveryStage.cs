using Gateway.Pipeline.Certification.Switching;
using Gateway.Pipeline.Delivery.Gates;
using Gateway.Pipeline.Quality;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Delivery;

/// <summary>
/// Registers delivery. Expects a data source, the adapters' directory, FieldCipher, AuditLog and TimeProvider; the host binds and validates
/// <see cref="DeliveryOptions"/>.
/// </summary>
public static class DeliveryStage
{
    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddOptions<DeliveryOptions>();
        services.AddSingleton(x => x.GetRequiredService<IOptions<DeliveryOptions>>().Value);
        services.TryAddSingleton<QualityStore>();
        services.AddSingleton<RetrySchedule>();
        services.AddSingleton<AttemptRules>();
        services.AddSingleton<PayloadBox>();
        services.AddSingleton<BatchNumberStore>();
        services.AddSingleton<PlacementStore>();
        services.AddSingleton<QueueStore>();
        services.AddSingleton<BatchStore>();
        services.AddSingleton<RecordStore>();
        services.AddSingleton<WorkStore>();
        services.AddSingleton<DeliveryStatusStore>();
        services.AddSingleton<OpenReceiptStore>();
        services.AddSingleton(x => x.GetRequiredService<DeliveryOptions>().Gate);
        services.AddSingleton<GateRules>();
        services.AddSingleton<PlatformGateStore>();
        services.AddSingleton<PlatformGates>();
        services.AddSingleton<BatchFormer>();
        services.AddSingleton<BatchPusher>();
        services.AddSingleton<DeliverySignal>();
        services.TryAddSingleton<IAdapterSwitch, EverythingOn>();
        services.AddSingleton<DeliveryRunner>();
        return services;
    }
}
