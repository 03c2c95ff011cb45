using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Results;
using Npgsql;

namespace Gateway.Pipeline.Disclosure;

/// <summary>
/// A county takes a document back: stored, placed behind what is in flight at every target and entered in the audit log in one transaction.
/// </summary>
public sealed class WithdrawalIntake(NpgsqlDataSource database, WithdrawalPlacement placement, AuditLog audit, IResultNudge nudge)
{
    /// <summary>Of an inspection result.</summary>
    /// <param name="request">Judged by <see cref="WithdrawalRules"/>.</param>
    public Task<WithdrawalOutcome> StoreAsync(string area, string id, WithdrawalRequest request, CancellationToken cancellationToken) =>
        StoreAsync(DocumentTable.Result, area, id, request, cancellationToken);

    /// <param name="request">Judged by <see cref="WithdrawalRules"/>.</param>
    public async Task<WithdrawalOutcome> StoreAsync(
        DocumentTable table, string area, string id, WithdrawalRequest request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (!(await VersionStore.LockHighestAsync(connection, transaction, table, area, [id], cancellationToken)).TryGetValue(id, out var version))
        {
            return new WithdrawalOutcome.Unknown();
        }

        if (await WithdrawalStore.FindAsync(connection, transaction, table, area, id, version, cancellationToken) is { } stored)
        {
            return WithdrawalRules.Again(version, stored, request);
        }

        var taken = new TakenBack(id, version, WithdrawalCause.County, request.Reason ?? "", request.Basis ?? "");
        await placement.PlaceAsync(connection, transaction, table, area, [taken], concerns: null, cancellationToken);
        await audit.AppendAsync(connection, transaction, [DisclosureAudit.Withdrawn(table, area, taken)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await nudge.ResultsStoredAsync(area, cancellationToken);
        return new WithdrawalOutcome.Taken(version);
    }
}
