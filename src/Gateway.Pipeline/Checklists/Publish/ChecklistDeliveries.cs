using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Checklists.Versions;
using Gateway.Pipeline.Delivery;
using Npgsql;

namespace Gateway.Pipeline.Checklists.Publish;

/// <summary>Places what a version changed as deliveries to every target of the area that takes checklists; a target added since gets the whole list.</summary>
public sealed class ChecklistDeliveries(IAdapterDirectory adapters, PlacementStore placement) : IChecklistPublisher
{
    public async Task PublishAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyList<ChecklistPublication> changes,
        IReadOnlyList<ChecklistPublication> standing, CancellationToken cancellationToken)
    {
        var targets = adapters.SinksOf(area).OfType<IChecklistSink>().Select(x => x.Target).ToList();
        if (targets.Count == 0)
        {
            return;
        }

        var served = await PlacementStore.TargetsOfAsync(connection, transaction, area, DeliveryKinds.Checklist, cancellationToken);
        WantedDelivery[] wanted = [.. targets.SelectMany(target => (served.Contains(target) ? changes : standing).Select(x => Wanted(target, x)))];
        if (wanted.Length > 0)
        {
            var known = changes.Where(x => x.ListVersion > 1).Select(x => x.ItemId).ToList();
            await placement.PlaceAsync(connection, transaction, area, DeliveryKinds.Checklist, wanted, known, cancellationToken);
        }
    }

    private static WantedDelivery Wanted(string target, ChecklistPublication item) => new(
        target, item.ItemId, item.ListVersion, item.NotRoutedCode, item.NotRoutedReason, item.Operation == DeliveryOperation.Withdraw);
}
