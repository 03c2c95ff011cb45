using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Protection;
using Npgsql;

namespace Gateway.Pipeline.Leads;

/// <summary>Loads, for a batch, the steps of each lead that the target has not been told, decrypted.</summary>
public sealed class HandlingDocuments(FieldCipher cipher) : IDeliveryDocuments
{
    public string Kind => DeliveryKinds.Handling;

    public async Task<IReadOnlyList<IDeliverable>> LoadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, DeliveryOperation operation,
        IReadOnlyList<ClaimedDelivery> claimed, CancellationToken cancellationToken)
    {
        var steps = await StepStore.UnsettledAsync(connection, transaction, area, claimed, cancellationToken);
        return
        [
            .. claimed.Select(x => new HandledDocument(new HandledLead(
                x.DocId, [.. steps[x.DeliveryId].Select(step => new HandlingStep(step.Place, LeadFormat.Handling(cipher.Unprotect(step.Body))))]))),
        ];
    }

    private sealed class HandledDocument(HandledLead lead) : IDeliverable
    {
        public MappedDocument Map(ISink sink, BatchStamp stamp) => sink switch
        {
            ILeadSink target => MappedDocument.Of(target.Map(lead, stamp)),
            _ => new MappedDocument.Parked("target_changed", "该平台已不接收线索办理情况，请检查配置", WaitsForCatalogue: false),
        };
    }
}
