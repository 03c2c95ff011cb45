using Gateway.Adapters.Configuration;
using Gateway.Pipeline.CreditRepairs;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Protection;
using Gateway.Pipeline.Results;
using Npgsql;

namespace Gateway.Pipeline.Disclosure;

/// <summary>Places what approvals and their ends change, in the transaction of the decision. What its county withdrew, or a repair, stays away.</summary>
public sealed class ExemptionPlacement(
    IAdapterDirectory directory, ExemptionStore exemptions, PlacementStore placements, FieldCipher cipher)
{
    /// <param name="highest">Highest version of each result, locked by the caller.</param>
    internal async Task PlaceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyDictionary<string, int> highest, string? basis,
        CancellationToken cancellationToken)
    {
        var withdrawn = await WithdrawalStore.WithdrawnAsync(connection, transaction, DocumentTable.Result, area, highest, cancellationToken);
        var repairs = await RepairStore.NamingAsync(
            connection, transaction, area, DocumentTable.Result.Kind, [.. highest.Keys.Select(x => new RepairKey(x))], cancellationToken);
        var ids = highest.Keys.Where(x => !withdrawn.Contains(x) && !repairs.Contains(x)).ToList();
        if (ids.Count == 0)
        {
            return;
        }

        var bodies = await BodyStore.ReadAsync(
            connection, transaction, DocumentTable.Result, area, [.. ids.Select(x => new ClaimedDelivery(0, x, highest[x], null))], cancellationToken);
        var exempt = await exemptions.InForceAsync(connection, transaction, area, ids, cancellationToken);
        var sinks = directory.SinksOf(area);
        var wanted = bodies.Select(x => CanonicalResult.Read(cipher.Unprotect(x))).Zip(ids).SelectMany(x => ExemptionPlan.Of(
            x.First, highest[x.Second], sinks, x.First.Exemption is not null || exempt.Contains(x.Second), basis)).ToList();
        await placements.PlaceAsync(connection, transaction, area, DeliveryKinds.Result, wanted, ids, cancellationToken);
    }
}
