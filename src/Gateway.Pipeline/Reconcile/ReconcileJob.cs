using System.Data;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Runs;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Pipeline.Reconcile;

/// <summary>
/// Reconciles one target of one area: brings our books up to date, reads the platform's ledger day by day, compares in one snapshot, keeps what
/// differs with two hashes that prove the rest. Under a lease: whoever comes second is told so.
/// </summary>
public sealed class ReconcileJob
{
    private readonly IAdapterDirectory _adapters;
    private readonly NpgsqlDataSource _database;
    private readonly LeaseStore _leases;
    private readonly Bookkeeper _books;
    private readonly LedgerReader _reader;
    private readonly ReconcileRunStore _runs;
    private readonly ReconcileReadStore _stored;
    private readonly Repairer _repairer;
    private readonly AuditLog _audit;
    private readonly ReconcileOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<ReconcileJob> _log;

    internal ReconcileJob(
        IAdapterDirectory adapters, NpgsqlDataSource database, LeaseStore leases, Bookkeeper books, LedgerReader reader, ReconcileRunStore runs,
        ReconcileReadStore stored, Repairer repairer, AuditLog audit, ReconcileOptions options, TimeProvider clock, ILogger<ReconcileJob> log) =>
        (_adapters, _database, _leases, _books, _reader, _runs, _stored, _repairer, _audit, _options, _clock, _log) =
        (adapters, database, leases, books, reader, runs, stored, repairer, audit, options, clock, log);

    /// <param name="command">What to compare.</param>
    /// <param name="progress">Told after each day: the day, and how many entries of the area's were read.</param>
    /// <param name="cancellationToken">Ends it: a run that was comparing is abandoned, one that was repairing is gone on with by the next.</param>
    public async Task<ReconcileOutcome> RunAsync(ReconcileCommand command, Action<DateOnly, long>? progress, CancellationToken cancellationToken)
    {
        if (_adapters.SinksOf(command.Area).FirstOrDefault(x => x.Target == command.Target) is not ILedger ledger)
        {
            return new ReconcileOutcome.NoLedger();
        }

        var lease = await _leases.TryAcquireAsync($"reconcile:{command.Area}:{command.Target}", _options.Lease, cancellationToken);
        if (lease is null)
        {
            return new ReconcileOutcome.Busy();
        }

        await using var keeper = new LeaseKeeper(_leases, lease, _options.Lease, _clock, _log);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, keeper.Lost);
        try
        {
            return await RunAsync(command, (ISink)ledger, ledger, lease, progress, linked.Token);
        }
        catch (OperationCanceledException) when (keeper.Lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Lost();
        }
        catch (LeaseLost)
        {
            return Lost();
        }
    }

    private static ReconcileOutcome.Failed Lost() => new(null, "lease_lost", "运行权已由其他进程接管；本次对账作废");

    private async Task<ReconcileOutcome> RunAsync(
        ReconcileCommand command, ISink sink, ILedger ledger, Lease lease, Action<DateOnly, long>? progress, CancellationToken cancellationToken)
    {
        // Asked under the lease: another process may have ended just before.
        if (command.UnlessSince is { } since
            && await _stored.IsDoneAsync(command.Target, command.Area, command.From, command.To, since, cancellationToken))
        {
            return new ReconcileOutcome.NotNeeded();
        }

        foreach (var unfinished in await _runs.RepairingAsync(command.Target, command.Area, cancellationToken))
        {
            await _repairer.RunAsync(unfinished, sink, command.Target, command.Area, lease, cancellationToken);
        }

        var run = await _runs.OpenAsync(command, lease, cancellationToken);
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        try
        {
            await _books.BookAsync(sink, ledger, command.Area, lease, cancellationToken);
            var readAt = _clock.GetUtcNow();
            var (own, others) = await _reader.ReadAsync(connection, ledger, command.From, command.To, progress, cancellationToken);
            // What ended while the ledger was read is booked as well, so that it is known to have moved and for no stranger's.
            await _books.BookAsync(sink, ledger, command.Area, lease, cancellationToken);
            var outcome = await CompareAsync(connection, command, run, lease, readAt, own, others, cancellationToken);
            await LedgerEntryStore.DropAsync(connection, cancellationToken);
            return outcome is ReconcileOutcome.Completed done && command.Repair
                ? done with { Queued = await _repairer.RunAsync(run, sink, command.Target, command.Area, lease, cancellationToken) }
                : outcome;
        }
        catch (TransientFailure passing)
        {
            return await FailAsync(command, run, lease, passing.Code, passing.Message, cancellationToken);
        }
        catch (PermanentFailure final)
        {
            return await FailAsync(command, run, lease, final.Code, final.Message, cancellationToken);
        }
    }

    private async Task<ReconcileOutcome> CompareAsync(
        NpgsqlConnection connection, ReconcileCommand command, long run, Lease lease, DateTimeOffset readAt, long own, long others,
        CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        await LeaseStore.AssertHeldAsync(connection, transaction, lease, cancellationToken);
        await CompareStore.CompareAsync(connection, transaction, command, readAt - _options.Tolerance, cancellationToken);
        var (verdicts, ours, unhashed) = await CompareStore.CountAsync(connection, transaction, cancellationToken);
        var (ourHash, theirHash) = await CompareStore.HashAsync(connection, transaction, cancellationToken);
        long Of(string verdict) => verdicts.GetValueOrDefault(verdict);
        var counts = new ReconcileCounts(
            own, others, ours, Of("matched"), Of("moved"), unhashed, Of(FindingKinds.MissingThere), Of(FindingKinds.UnknownHere),
            Of(FindingKinds.OtherContent), Of(FindingKinds.ShouldBeWithdrawn), Of(FindingKinds.ShouldBePublished), ourHash, theirHash);
        await CompareStore.KeepFindingsAsync(
            connection, transaction, run, x => ReconcileRules.RepairOf(x, _options), _clock.GetUtcNow(), cancellationToken);
        await CompareStore.LearnDaysAsync(connection, transaction, command, cancellationToken);
        await ReconcileRunStore.ComparedAsync(connection, transaction, run, readAt, counts, cancellationToken);
        var repairable = FindingKinds.All.Where(x => ReconcileRules.RepairOf(x, _options) != RepairKinds.Person).Sum(Of);
        var hold = command.Repair ? ReconcileRules.Hold(repairable, ours, command.AcceptMany, _options) : null;
        var state = hold is not null ? ReconcileStates.Held : command.Repair ? ReconcileStates.Repairing : ReconcileStates.Completed;
        await _runs.SetStateAsync(connection, transaction, run, state, hold, cancellationToken);
        await _audit.AppendAsync(connection, transaction, [ReconcileAudit.Ended(command, run, state, hold, counts)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return hold is null ? new ReconcileOutcome.Completed(run, counts, 0) : new ReconcileOutcome.Held(run, counts, hold);
    }

    private async Task<ReconcileOutcome> FailAsync(
        ReconcileCommand command, long run, Lease lease, string code, string message, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LeaseStore.AssertHeldAsync(connection, transaction, lease, cancellationToken);
        await _runs.SetStateAsync(connection, transaction, run, ReconcileStates.Failed, $"{code}：{message}", cancellationToken);
        await _audit.AppendAsync(
            connection, transaction, [ReconcileAudit.Ended(command, run, ReconcileStates.Failed, $"{code}：{message}", null)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new ReconcileOutcome.Failed(run, code, message);
    }
}
