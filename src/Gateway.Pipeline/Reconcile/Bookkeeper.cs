using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Runs;
using Npgsql;

namespace Gateway.Pipeline.Reconcile;

/// <summary>Brings <c>delivered_row</c> up to date with the batches that ended, so many a transaction; a run that dies goes on with the rest.</summary>
internal sealed class Bookkeeper(NpgsqlDataSource database, EndedBatchStore batches)
{
    private const int BatchesAtOnce = 50;

    /// <param name="lease">Held on the target in the area: nobody else books it.</param>
    /// <returns>How many batches were booked.</returns>
    public async Task<int> BookAsync(ISink sink, ILedger ledger, string area, Lease lease, CancellationToken cancellationToken)
    {
        var booked = 0;
        while (await StepAsync(sink, ledger, area, lease, cancellationToken) is var step and > 0)
        {
            booked += step;
        }

        return booked;
    }

    private async Task<int> StepAsync(ISink sink, ILedger ledger, string area, Lease lease, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LeaseStore.AssertHeldAsync(connection, transaction, lease, cancellationToken);
        var ended = await batches.NextAsync(connection, transaction, sink.Target, area, BatchesAtOnce, cancellationToken);
        if (ended.Count == 0)
        {
            return 0;
        }

        foreach (var kind in ended.GroupBy(x => x.Batch.Kind))
        {
            var rows = BookRules.Newest(kind.SelectMany(x => BookRules.Of(x, ledger.RowsOf(x.Batch.Push))));
            await DeliveredRowStore.BookAsync(connection, transaction, sink.Target, area, kind.Key, rows, cancellationToken);
        }

        await EndedBatchStore.BookedAsync(connection, transaction, ended, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ended.Count;
    }
}
