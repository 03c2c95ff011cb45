using Gateway.Adapters.Sinks;
using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Disclosure;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Protection;
using Npgsql;

namespace Gateway.Pipeline.CreditRecords;

/// <summary>Loads penalties or licences for their batch. A withdrawal has the content that the target was served last.</summary>
public sealed class RecordDocuments<T>(RecordKind<T> kind, RecordFormat<T> format, FieldCipher cipher) : IDeliveryDocuments
    where T : class, ICreditRecord
{
    public string Kind => kind.Table.Kind;

    public async Task<IReadOnlyList<IDeliverable>> LoadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, DeliveryOperation operation,
        IReadOnlyList<ClaimedDelivery> claimed, CancellationToken cancellationToken)
    {
        var table = kind.Table;
        var bodies = await BodyStore.ReadAsync(connection, transaction, table, area, claimed, cancellationToken);
        var ends = await CreditRecordStore.EndsAsync(connection, transaction, table, area, claimed.Select(x => x.DocId), cancellationToken);
        if (operation != DeliveryOperation.Withdraw)
        {
            return [.. claimed.Select((x, i) => Of(x.DocId, x.Version, bodies[i], erase: false))];
        }

        var served = await BodyStore.ReadServedAsync(connection, transaction, table, claimed, cancellationToken);
        var erased = await WithdrawalStore.ErasedAsync(connection, transaction, table, area, claimed, cancellationToken);
        return
        [
            .. claimed.Select((x, i) =>
            {
                var (version, body) = served.TryGetValue(x.DeliveryId, out var last) ? last : (x.Version, bodies[i]);
                return Of(x.DocId, version, body, erased.Contains(x.DocId));
            }),
        ];

        RecordDocument Of(string id, int version, byte[] body, bool erase) => new(new RecordCopy<T>(
            format.Read(cipher.Unprotect(body)), ends.TryGetValue((id, version), out var end) ? end : null, operation, erase));
    }

    private sealed class RecordDocument(RecordCopy<T> copy) : IDeliverable
    {
        public MappedDocument Map(ISink sink, BatchStamp stamp) => sink switch
        {
            IRecordSink<T> publishing => PublishableRecord.From(copy) is { } publishable
                ? MappedDocument.Of(publishing.Map(publishable, stamp))
                : new MappedDocument.NotRouted("exempt", "经审批不予公示"),
            _ => new MappedDocument.Parked("target_changed", "该平台已不接收这类记录，请检查配置", WaitsForCatalogue: false),
        };
    }
}
