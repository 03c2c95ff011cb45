using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Results;
using Npgsql;

namespace Gateway.Pipeline.Disclosure;

/// <summary>Publishes again what is no longer exempt because its approval expired: a batch of one area a transaction.</summary>
public sealed class ExemptionExpiry(
    NpgsqlDataSource database, ExemptionStore exemptions, ExemptionPlacement placement, AuditLog audit, IResultNudge nudge)
{
    /// <returns>How many approvals ended.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var ended = 0;
        while (await exemptions.DueAsync(cancellationToken) is { Count: > 0 } due)
        {
            foreach (var area in due.GroupBy(x => x.Area))
            {
                ended += await EndAsync(area.Key, [.. area], cancellationToken);
            }
        }

        return ended;
    }

    private async Task<int> EndAsync(string area, IReadOnlyList<DueExemption> due, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var locked = await VersionStore.LockHighestAsync(
            connection, transaction, DocumentTable.Result, area, [.. due.Select(x => x.ResultId)], cancellationToken);
        var ended = await exemptions.EndAsync(connection, transaction, [.. due.Select(x => x.Id)], cancellationToken);
        var mine = due.Where(x => ended.Contains(x.Id)).ToList();
        var highest = mine.Select(x => x.ResultId).Distinct().Where(locked.ContainsKey).ToDictionary(x => x, x => locked[x]);
        await placement.PlaceAsync(connection, transaction, area, highest, basis: null, cancellationToken);
        await audit.AppendAsync(connection, transaction, [.. mine.Select(x => DisclosureAudit.Expired(area, x))], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await nudge.ResultsStoredAsync(area, cancellationToken);
        return mine.Count;
    }
}

/// <summary>An approval whose last day has passed.</summary>
internal sealed record DueExemption(long Id, string Area, string ResultId);
