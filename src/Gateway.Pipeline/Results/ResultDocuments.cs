using Gateway.Adapters.Sinks;
using Gateway.Contracts.Results;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Disclosure;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Protection;
using Npgsql;

namespace Gateway.Pipeline.Results;

/// <summary>Loads results for their batch: the stored versions, whether they may be published now, what the directory knows of them.</summary>
public sealed class ResultDocuments(ExemptionStore exemptions, FieldCipher cipher) : IDeliveryDocuments
{
    private readonly RecentResults _recent = new();

    public string Kind => DeliveryKinds.Result;

    public async Task<IReadOnlyList<IDeliverable>> LoadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, DeliveryOperation operation,
        IReadOnlyList<ClaimedDelivery> claimed, CancellationToken cancellationToken)
    {
        var results = await ReadAsync(connection, transaction, area, claimed, cancellationToken);
        var exempt = operation == DeliveryOperation.Withdraw
            ? new HashSet<string>()
            : await exemptions.InForceAsync(connection, transaction, area, [.. claimed.Select(x => x.DocId)], cancellationToken);
        // A target that takes a row a matter gets rows inserted and deleted by a correction, and withdraws the rows it has, not those of a
        // version that it never saw: what it was served last must be known.
        var served = operation is DeliveryOperation.Correct or DeliveryOperation.Withdraw
            ? await BodyStore.ReadServedAsync(connection, transaction, DocumentTable.Result, claimed, cancellationToken)
            : [];
        var erased = operation == DeliveryOperation.Withdraw
            ? await WithdrawalStore.ErasedAsync(connection, transaction, DocumentTable.Result, area, claimed, cancellationToken)
            : new HashSet<string>();
        var facts = await DirectoryFactStore.ReadAsync(connection, transaction, area, results, cancellationToken);
        return [.. claimed.Select((x, i) =>
        {
            var last = served.TryGetValue(x.DeliveryId, out var had) ? CanonicalResult.Read(cipher.Unprotect(had.Body)) : null;
            var shareable = operation == DeliveryOperation.Withdraw
                ? new Shareable(last ?? results[i], facts[i], operation, x.Reason ?? "更正后不再报送", x.Basis, Erase: erased.Contains(x.DocId))
                : new Shareable(results[i], facts[i], operation, Served: last);
            return new ResultDocument(shareable, exempt.Contains(x.DocId));
        })];
    }

    private async Task<InspectionResult[]> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyList<ClaimedDelivery> claimed,
        CancellationToken cancellationToken)
    {
        var results = new InspectionResult[claimed.Count];
        var missing = new List<int>();
        for (var i = 0; i < results.Length; i++)
        {
            if (_recent.Find(area, claimed[i].DocId, claimed[i].Version) is { } known)
            {
                results[i] = known;
            }
            else
            {
                missing.Add(i);
            }
        }

        if (missing.Count > 0)
        {
            var bodies = await BodyStore.ReadAsync(connection, transaction, DocumentTable.Result, area, [.. missing.Select(x => claimed[x])], cancellationToken);
            for (var i = 0; i < bodies.Length; i++)
            {
                var place = missing[i];
                results[place] = CanonicalResult.Read(cipher.Unprotect(bodies[i]));
                _recent.Add(area, claimed[place].DocId, claimed[place].Version, results[place]);
            }
        }

        return results;
    }

    private sealed class ResultDocument(Shareable shareable, bool exemptNow) : IDeliverable
    {
        public MappedDocument Map(ISink sink, BatchStamp stamp)
        {
            switch (sink)
            {
                case IPublicitySink publicity:
                    return Publishable.From(shareable, exemptNow) is { } publishable
                        ? MappedDocument.Of(publicity.Map(publishable, stamp))
                        : new MappedDocument.NotRouted("exempt", "经审批不予公示");
                case ISharingSink when IsExempt() && !sink.Traits.TakesExempt:
                    return new MappedDocument.NotRouted("exempt_not_shared", "不予公示的结果按规则不向该平台共享");
                case ISharingSink sharing:
                    return MappedDocument.Of(sharing.Map(shareable, stamp));
                default:
                    return new MappedDocument.Parked("target_changed", "该平台已不接收检查结果，请检查配置", WaitsForCatalogue: false);
            }
        }

        private bool IsExempt() =>
            shareable.Operation != DeliveryOperation.Withdraw && (exemptNow || shareable.Result.Exemption is not null);
    }
}
