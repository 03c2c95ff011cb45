using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Pipeline.Reconcile;

/// <summary>Registers reconciliation. Expects delivery with what it expects.</summary>
public static class ReconcileStage
{
    public static IServiceCollection AddReconcile(this IServiceCollection services) =>
        services.AddSingleton<EndedBatchStore>().AddSingleton<Bookkeeper>();
}
