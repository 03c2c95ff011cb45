using Gateway.Pipeline.Checklists.Publish;
using Gateway.Pipeline.Checklists.Versions;
using Gateway.Pipeline.Delivery;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Pipeline.Checklists;

/// <summary>
/// Registers the compiling of checklists. Expects a data source, the adapters' directory, <see cref="Rules.FieldRules"/>, AuditLog,
/// QualityStore, TimeProvider and Delivery, which carries the lists to the targets.
/// </summary>
public static class ChecklistsStage
{
    public static IServiceCollection AddChecklists(this IServiceCollection services) =>
        services.AddSingleton<ChecklistStore>().AddSingleton<CompileJob>()
            .AddSingleton<IChecklistPublisher, ChecklistDeliveries>().AddSingleton<IDeliveryDocuments, ChecklistDocuments>();
}
