using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Checklists.Versions;
using Gateway.Pipeline.Delivery;
using Npgsql;

namespace Gateway.Pipeline.Checklists.Publish;

/// <summary>Places what a version changed as deliveries to every target of the area that takes checklists.</summary>
public sealed class ChecklistDeliveries(IAdapterDirectory adapters, PlacementStore placement) : IChecklistPublisher
{
    public Task PublishAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyList<ChecklistPublication> publications,
        CancellationToken cancellationToken)
    {
        WantedDelivery[] wanted =
        [
            .. adapters.SinksOf(area).OfType<IChecklistSink>().SelectMany(sink => publications.Select(x => new WantedDelivery(
                sink.Target, x.ItemId, x.ListVersion, x.NotRoutedCode, x.NotRoutedReason, x.Operation == DeliveryOperation.Withdraw))),
        ];
        var known = publications.Where(x => x.ListVersion > 1).Select(x => x.ItemId).ToList();
        return wanted.Length == 0
            ? Task.CompletedTask
            : placement.PlaceAsync(connection, transaction, area, DeliveryKinds.Checklist, wanted, known, cancellationToken);
    }
}
