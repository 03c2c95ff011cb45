using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Documents;
using Npgsql;

namespace Gateway.Pipeline.Disclosure;

/// <summary>
/// Takes versions back from every target that was served or may be: noted and placed behind what is in flight, in the caller's transaction.
/// The caller has locked the documents, and enters it in the audit log.
/// </summary>
public sealed class WithdrawalPlacement(WithdrawalStore withdrawals, PlacementStore placements)
{
    /// <param name="documents">None of them taken back before.</param>
    /// <param name="concerns">Targets that it concerns; all where none is said.</param>
    internal async Task PlaceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DocumentTable table, string area, IReadOnlyList<TakenBack> documents,
        Func<string, bool>? concerns, CancellationToken cancellationToken)
    {
        if (documents.Count == 0)
        {
            return;
        }

        await withdrawals.InsertAsync(connection, transaction, table, area, documents, cancellationToken);
        string[] ids = [.. documents.Select(x => x.Id)];
        var targets = await PlacementStore.TargetsOfAsync(connection, transaction, area, table.Kind, ids, cancellationToken);
        var wanted = documents.SelectMany(x => targets[x.Id].Where(y => concerns?.Invoke(y) != false)
            .Select(y => new WantedDelivery(y, x.Id, x.Version, x.Cause.Code, x.Reason, Withdraw: true, x.Basis, UnlessSo: true))).ToList();
        await placements.PlaceAsync(connection, transaction, area, table.Kind, wanted, ids, cancellationToken);
    }
}
