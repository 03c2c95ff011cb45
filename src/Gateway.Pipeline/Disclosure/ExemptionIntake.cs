using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Protection;
using Gateway.Pipeline.Results;
using Gateway.Pipeline.Runs;
using Npgsql;

namespace Gateway.Pipeline.Disclosure;

/// <summary>Approvals not to publish and their revocation: stored, placed at the targets and entered in the audit log in one transaction.</summary>
public sealed class ExemptionIntake(
    NpgsqlDataSource database, ExemptionStore exemptions, ExemptionPlacement placement, FieldCipher cipher, AuditLog audit, IResultNudge nudge,
    TimeProvider clock)
{
    /// <param name="request">Judged by <see cref="ExemptionRules"/>.</param>
    public async Task<ExemptionOutcome> ApproveAsync(string area, ExemptionRequest request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = request.ResultId ?? "";
        var highest = await VersionStore.LockHighestAsync(connection, transaction, DocumentTable.Result, area, [result], cancellationToken);
        if (!highest.TryGetValue(result, out var version))
        {
            return new ExemptionOutcome.Unknown();
        }

        var stored = await ExemptionStore.FindAsync(connection, transaction, area, result, request.ApprovalNo ?? "", cancellationToken);
        var body = await BodyStore.ReadAsync(
            connection, transaction, DocumentTable.Result, area, [new ClaimedDelivery(0, result, version, null)], cancellationToken);
        var enteredBy = CanonicalResult.Read(cipher.Unprotect(body[0])).EnteredBy;
        if (ExemptionRules.Decide(request, stored, enteredBy, ChinaTime.DayOf(clock.GetUtcNow())) is { } decided)
        {
            return decided;
        }

        var id = await exemptions.InsertAsync(connection, transaction, area, request, cancellationToken);
        await placement.PlaceAsync(connection, transaction, area, highest, request.ApprovalNo, cancellationToken);
        await audit.AppendAsync(connection, transaction, [DisclosureAudit.Approved(area, id, request)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await nudge.ResultsStoredAsync(area, cancellationToken);
        return new ExemptionOutcome.Done(id);
    }

    /// <param name="request">Judged by <see cref="ExemptionRules"/>.</param>
    public async Task<ExemptionOutcome> RevokeAsync(string area, long id, RevocationRequest request, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await ExemptionStore.FindAsync(connection, transaction, area, id, cancellationToken) is not { Request.ResultId: { } result })
        {
            return new ExemptionOutcome.Unknown();
        }

        // Results are locked before their exemptions, everywhere; what was read before the lock may have changed.
        var highest = await VersionStore.LockHighestAsync(connection, transaction, DocumentTable.Result, area, [result], cancellationToken);
        var stored = await ExemptionStore.FindAsync(connection, transaction, area, id, cancellationToken);
        if (ExemptionRules.Decide(request, stored) is { } decided)
        {
            return decided;
        }

        await exemptions.RevokeAsync(connection, transaction, id, request, cancellationToken);
        await placement.PlaceAsync(connection, transaction, area, highest, basis: null, cancellationToken);
        await audit.AppendAsync(connection, transaction, [DisclosureAudit.Revoked(area, id, result, request)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await nudge.ResultsStoredAsync(area, cancellationToken);
        return new ExemptionOutcome.Done(id);
    }
}
