using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Checklists.Versions;
using Gateway.Pipeline.Delivery;
using Npgsql;

namespace Gateway.Pipeline.Checklists.Publish;

/// <summary>Loads items for their batch: each as its version has it; a withdrawn one as it last could be sent, for the platform asks for all columns.</summary>
public sealed class ChecklistDocuments : IDeliveryDocuments
{
    public string Kind => DeliveryKinds.Checklist;

    public async Task<IReadOnlyList<IDeliverable>> LoadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, DeliveryOperation operation,
        IReadOnlyList<ClaimedDelivery> claimed, CancellationToken cancellationToken)
    {
        var wanted = claimed.Select(x => (x.DocId, x.Version)).ToArray();
        var found = await ChecklistStore.ReadItemsAsync(connection, transaction, area, wanted, cancellationToken);
        var items = found.ToArray();
        while (operation == DeliveryOperation.Withdraw && Unsendable(items) is { Length: > 0 } places)
        {
            (string, int)[] earlier = [.. places.Select(x => (claimed[x].DocId, (items[x]?.Version ?? 1) - 1))];
            var before = await ChecklistStore.ReadItemsAsync(connection, transaction, area, earlier, cancellationToken);
            for (var i = 0; i < places.Length; i++)
            {
                items[places[i]] = before[i];
            }
        }

        return [.. claimed.Select((x, i) => new ChecklistDocument(area, x.Version, items[i] ?? found[i], operation))];
    }

    private static int[] Unsendable(ItemVersion?[] items) =>
        [.. Enumerable.Range(0, items.Length).Where(x => items[x] is { } item && PublicationRules.Obstacle(item.Item).Code is not null)];

    private sealed class ChecklistDocument(string area, int version, ItemVersion? item, DeliveryOperation operation) : IDeliverable
    {
        public MappedDocument Map(ISink sink, BatchStamp stamp) => (sink, item) switch
        {
            (_, null) => new MappedDocument.Parked("item_missing", "清单中没有这一条目，请核对数据库", WaitsForCatalogue: false),
            (IChecklistSink checklists, _) => MappedDocument.Of(checklists.Map(new ChecklistEntry(area, version, item.Item, operation), stamp)),
            _ => new MappedDocument.Parked("target_changed", "该平台已不接收清单，请检查配置", WaitsForCatalogue: false),
        };
    }
}
