using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Pipeline.Reconcile;

/// <summary>
/// Reads a ledger day by day into this session's table: a day that was not whole is read again, not the whole range, and memory stays flat
/// however much there is.
/// </summary>
internal sealed class LedgerReader(ReconcileOptions options, TimeProvider clock, ILogger<LedgerReader> log)
{
    private const int EntriesAtOnce = 5_000;

    /// <returns>Entries that are the area's, and those that are not.</returns>
    /// <exception cref="TransientFailure">A day could not be read whole.</exception>
    /// <exception cref="PermanentFailure">The platform refuses.</exception>
    public async Task<(long Own, long Others)> ReadAsync(
        NpgsqlConnection connection, ILedger ledger, DateOnly from, DateOnly to, Action<DateOnly, long>? progress, CancellationToken cancellationToken)
    {
        await LedgerEntryStore.CreateAsync(connection, cancellationToken);
        var (own, others) = (0L, 0L);
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            var read = await DayAsync(connection, ledger, day, cancellationToken);
            (own, others) = (own + read.Own, others + read.Others);
            progress?.Invoke(day, own);
        }

        await LedgerEntryStore.AnalyzeAsync(connection, cancellationToken);
        return (own, others);
    }

    private async Task<(long Own, long Others)> DayAsync(
        NpgsqlConnection connection, ILedger ledger, DateOnly day, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(connection, ledger, day, cancellationToken);
            }
            catch (TransientFailure passing) when (attempt < options.ReadAttempts)
            {
                log.LogInformation("The ledger of {day} was not read whole ({code}); reading it again", day, passing.Code);
                await LedgerEntryStore.ForgetAsync(connection, day, cancellationToken);
                await Task.Delay(options.ReadPause, clock, cancellationToken);
            }
        }
    }

    private static async Task<(long Own, long Others)> OnceAsync(
        NpgsqlConnection connection, ILedger ledger, DateOnly day, CancellationToken cancellationToken)
    {
        var (own, others) = (0L, 0L);
        var kept = new List<LedgerEntry>(EntriesAtOnce);
        await foreach (var entry in ledger.ReadLedgerAsync(day, day, cancellationToken))
        {
            if (!ledger.IsOwn(entry.WireId))
            {
                others++;
                continue;
            }

            own++;
            kept.Add(entry);
            if (kept.Count == EntriesAtOnce)
            {
                await LedgerEntryStore.AddAsync(connection, day, kept, cancellationToken);
                kept.Clear();
            }
        }

        await LedgerEntryStore.AddAsync(connection, day, kept, cancellationToken);
        return await LedgerEntryStore.RepeatedAsync(connection, day, cancellationToken) is { } twice
            ? throw new TransientFailure("ledger_repeats", $"台账 {day:yyyy-MM-dd} 中记录 {twice} 出现多次，读取不完整")
            : (own, others);
    }
}
