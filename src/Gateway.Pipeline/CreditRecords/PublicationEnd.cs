using System.Globalization;
using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Disclosure;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Results;
using Gateway.Pipeline.Runs;
using Npgsql;

namespace Gateway.Pipeline.CreditRecords;

/// <summary>
/// Takes back from every publishing target what has passed the last day of its publication: a batch of one area a transaction, any number of
/// processes at once.
/// </summary>
public sealed class PublicationEnd(
    NpgsqlDataSource database, IAdapterDirectory directory, CreditRecordStore records, WithdrawalPlacement placement, AuditLog audit,
    IResultNudge nudge, TimeProvider clock)
{
    private const string Basis = "《信用修复管理办法》：公示期届满自动停止公示";

    private static readonly DocumentTable[] Tables = [DocumentTable.Penalty, DocumentTable.Licence];

    /// <returns>How many records were no longer public by it.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (ended, today) = (0, ChinaTime.DayOf(clock.GetUtcNow()));
        foreach (var table in Tables)
        {
            while (await records.DueAsync(table, today, cancellationToken) is { Count: > 0 } due)
            {
                foreach (var area in due.GroupBy(x => x.Area))
                {
                    ended += await EndAsync(table, area.Key, [.. area.Select(x => x.Id)], today, cancellationToken);
                }
            }
        }

        return ended;
    }

    private async Task<int> EndAsync(DocumentTable table, string area, string[] ids, DateOnly today, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var highest = await VersionStore.LockHighestAsync(connection, transaction, table, area, ids, cancellationToken);
        var ended = await records.EndAsync(connection, transaction, table, area, ids, today, cancellationToken);
        var withdrawn = await WithdrawalStore.WithdrawnAsync(connection, transaction, table, area, highest, cancellationToken);
        List<TakenBack> taken =
        [
            .. ended.Where(x => !withdrawn.Contains(x.Key)).OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => new TakenBack(
                x.Key, highest[x.Key], WithdrawalCause.PublicationEnd,
                string.Create(CultureInfo.InvariantCulture, $"公示期届满：{x.Value:yyyy-MM-dd}"), Basis)),
        ];
        var sharing = directory.SinksOf(area).Where(x => !x.Traits.Public).Select(x => x.Target).ToHashSet();
        await placement.PlaceAsync(connection, transaction, table, area, taken, x => !sharing.Contains(x), cancellationToken);
        await audit.AppendAsync(
            connection, transaction,
            [
                .. taken.Select(x => new AuditEvent(
                    AuditKinds.PublicationEnded, area, $"{table.Kind}:{area}/{x.Id}#{x.Version}",
                    string.Create(CultureInfo.InvariantCulture, $"{{\"lastDay\":\"{ended[x.Id]:yyyy-MM-dd}\"}}"))),
            ],
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await nudge.ResultsStoredAsync(area, cancellationToken);
        return taken.Count;
    }
}
