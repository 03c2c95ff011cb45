using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Results;
using Npgsql;

namespace Gateway.Pipeline.Disclosure;

/// <summary>
/// Takes a result back from every target that was served or may be: stored, placed behind what is in flight and entered in the audit
/// log in one transaction.
/// </summary>
public sealed class WithdrawalIntake(
    NpgsqlDataSource database, WithdrawalStore withdrawals, PlacementStore placements, AuditLog audit, IResultNudge nudge)
{
    private const string Code = "withdrawn_by_county";

    /// <param name="request">Judged by <see cref="WithdrawalRules"/>.</param>
    public async Task<WithdrawalOutcome> StoreAsync(string area, string id, WithdrawalRequest request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!(await ResultStore.LockHighestAsync(connection, transaction, area, [id], cancellationToken)).TryGetValue(id, out var version))
        {
            return new WithdrawalOutcome.Unknown();
        }

        if (await WithdrawalStore.FindAsync(connection, transaction, area, id, version, cancellationToken) is { } stored)
        {
            return WithdrawalRules.Again(version, stored, request);
        }

        await withdrawals.InsertAsync(connection, transaction, area, id, version, request, cancellationToken);
        var targets = await PlacementStore.TargetsOfAsync(connection, transaction, area, DeliveryKinds.Result, id, cancellationToken);
        var wanted = targets
            .Select(x => new WantedDelivery(x, id, version, Code, request.Reason, Withdraw: true, request.Basis, UnlessSo: true)).ToList();
        await placements.PlaceAsync(connection, transaction, area, DeliveryKinds.Result, wanted, [id], cancellationToken);
        await audit.AppendAsync(connection, transaction, [DisclosureAudit.Withdrawn(area, id, version, request)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await nudge.ResultsStoredAsync(area, cancellationToken);
        return new WithdrawalOutcome.Taken(version);
    }
}
