using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Contracts.Status;
using Gateway.Pipeline.Audit;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Pipeline.Delivery.Gates;

/// <summary>Lets batches through to their platforms and learns from what came of them: one gate a platform for all processes.</summary>
public sealed class PlatformGates(
    NpgsqlDataSource database, PlatformGateStore store, BatchStore batches, IAdapterDirectory directory, GateRules rules, AuditLog audit,
    TimeProvider clock, ILogger<PlatformGates> log)
{
    /// <summary>May the batch be sent now? Where it may, it counts as under way as long as it is held.</summary>
    /// <returns><see langword="null"/>: there is no room for the moment.</returns>
    internal async Task<GatePass?> EnterAsync(HeldBatch batch, ISink sink, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var (platform, lane) = await LockAsync(connection, transaction, batch, sink, now, cancellationToken);
        var (ofPlatform, ofLane) = (rules.Enter(platform, batch.BatchId, now, sink.Limits.Pace), rules.Enter(lane, batch.BatchId, now));
        if (ofPlatform is GateAnswer.Shut || ofLane is GateAnswer.Shut)
        {
            return new GatePass(Reach(platform, lane, sink, now), Plain: false);
        }

        if (ofPlatform is not GateAnswer.Pass { After: var platformAfter } || ofLane is not GateAnswer.Pass { After: var laneAfter })
        {
            return null;
        }

        // A closed lane needs no count of its own: the platform's is the smaller one.
        await PlatformGateStore.SaveAsync(
            connection, transaction, lane.State == GateState.Closed ? [platformAfter] : [platformAfter, laneAfter], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new GatePass(GateReach.Nothing, Plain: new[] { platform, lane }.All(x => x.State == GateState.Closed && x.Failures == 0));
    }

    /// <summary>The batch came back; it is still held, and what came of it is recorded next.</summary>
    /// <returns>What is shut now.</returns>
    internal async Task<GateReach> LeaveAsync(AttemptRecord record, ISink sink, GatePass pass, CancellationToken cancellationToken)
    {
        var (ofPlatform, ofLane) = GateReading.Of(record, rules.PermanentWeight);
        if (pass.Plain && ofPlatform is GateNews.Answered && ofLane is GateNews.Answered)
        {
            return GateReach.Nothing; // as before: and a batch that nobody holds is not under way
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (now, batch) = (clock.GetUtcNow(), record.Batch);
        var (platform, lane) = await LockAsync(connection, transaction, batch, sink, now, cancellationToken);
        var platformAfter = rules.Leave(platform, batch.BatchId, ofPlatform, now);
        // What the platform as a whole fails at is not the lane's.
        var laneAfter = rules.Leave(
            lane, batch.BatchId, platformAfter.State != GateState.Closed && ofPlatform is GateNews.Failed ? new GateNews.Nothing() : ofLane, now);
        await PlatformGateStore.SaveAsync(connection, transaction, [platformAfter, laneAfter], cancellationToken);
        if (Reopens(platform, platformAfter))
        {
            await batches.BringForwardAsync(connection, transaction, TargetsOf(sink.Platform), cancellationToken);
        }
        else if (Reopens(lane, laneAfter))
        {
            await batches.BringForwardAsync(connection, transaction, [(batch.Target, batch.Area)], cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        Say(platform, platformAfter);
        Say(lane, laneAfter);
        return Reach(platformAfter, laneAfter, sink, now);
    }

    /// <summary>May a receipt be asked for now?</summary>
    internal async Task<GatePass> AskAsync(HeldBatch batch, ISink sink, CancellationToken cancellationToken)
    {
        if (sink.Limits.Pace is not { } pace || (!pace.Counts && pace.WindowEnd(clock.GetUtcNow()) is null))
        {
            return new GatePass(GateReach.Nothing, Plain: true); // what the platform asked for is looked at before receipts are claimed
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var (platform, _) = await LockAsync(connection, transaction, batch, sink, now, cancellationToken);
        if (GateRules.Ask(platform, now, pace) is not GateAnswer.Pass pass)
        {
            return new GatePass(GateReach.Receipts, Plain: false);
        }

        await PlatformGateStore.SaveAsync(connection, transaction, [pass.After], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new GatePass(GateReach.Nothing, Plain: true);
    }

    private GateReach Reach(Gate platform, Gate lane, ISink sink, DateTimeOffset now) =>
        GateRules.QuietUntil(platform, now, sink.Limits.Pace) is not null ? GateReach.Receipts
        : rules.ShutUntil(platform, now) is not null ? GateReach.Platform
        : rules.ShutUntil(lane, now) is not null ? GateReach.Lane : GateReach.Nothing;

    /// <summary>How the configured platforms' gates stand, and which of their lanes are shut by themselves.</summary>
    public async Task<IReadOnlyList<PlatformStatus>> StatusAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var gates = (await store.ReadAsync(cancellationToken)).ToLookup(x => x.Platform);
        return
        [
            .. directory.Areas.SelectMany(x => directory.SinksOf(x.Area)).DistinctBy(x => x.Platform).OrderBy(x => x.Platform.ToString(), StringComparer.Ordinal)
                .SelectMany(sink => gates[sink.Platform.ToString()].Where(x => x.IsPlatform || x.State != GateState.Closed)
                    .DefaultIfEmpty(new Gate { Platform = sink.Platform.ToString(), Lane = "" })
                    .Select(x => rules.StatusOf(x, now, x.IsPlatform ? sink.Limits.Pace : null))),
        ];
    }

    /// <summary>An operator does not want to wait: every gate that is shut by failures or by request is tried with the next batch.</summary>
    /// <returns>How many.</returns>
    public async Task<int> TryNowAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var shut = (await PlatformGateStore.LockAllAsync(connection, transaction, cancellationToken))
            .Where(x => x.State == GateState.Open || x.QuietUntil > now).ToList();
        await PlatformGateStore.SaveAsync(connection, transaction, [.. shut.Select(x => GateRules.TryNow(x, now))], cancellationToken);
        await audit.AppendAsync(connection, transaction, [.. shut.Select(Tried)], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return shut.Count;
    }

    private static AuditEvent Tried(Gate gate) => new(
        AuditKinds.PlatformTried, null, $"platform:{gate.Platform}", JsonSerializer.Serialize(new { lane = gate.Lane, state = gate.State.ToString(), gate.Failures, gate.Probes }));

    /// <summary>How all gates stand.</summary>
    internal async Task<GateBoard> LookAsync(CancellationToken cancellationToken) => new(await store.ReadAsync(cancellationToken), rules);

    private static Task<(Gate Platform, Gate Lane)> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, HeldBatch batch, ISink sink, DateTimeOffset now,
        CancellationToken cancellationToken) =>
        PlatformGateStore.LockAsync(connection, transaction, sink.Platform.ToString(), Gate.LaneOf(batch.Target, batch.Area), now, cancellationToken);

    private static bool Reopens(Gate before, Gate after) => before.State == GateState.Open && after.State != GateState.Open;

    private List<(string Target, string Area)> TargetsOf(PlatformKey platform) =>
        [.. directory.Areas.SelectMany(x => directory.SinksOf(x.Area).Where(y => y.Platform == platform).Select(y => (y.Target, x.Area)))];

    private void Say(Gate before, Gate after)
    {
        var name = after.IsPlatform ? after.Platform : $"{after.Platform} {after.Lane}";
        if (after.State == GateState.Open && before.State != GateState.Open)
        {
            GateLog.Opened(log, name, after.LastCode ?? "", after.ResumesAt);
        }
        else if (after.State != GateState.Open && before.State == GateState.Open)
        {
            GateLog.Answers(log, name);
        }
    }
}

/// <summary>How far a gate reaches.</summary>
internal enum GateReach
{
    Nothing,

    /// <summary>A target of an area.</summary>
    Lane,

    /// <summary>All that is sent to the platform.</summary>
    Platform,

    /// <summary>The same, and receipts.</summary>
    Receipts,
}

/// <param name="Shut">What is shut: then the batch must not be sent.</param>
/// <param name="Plain">Both gates were closed and without a failure: an answer changes nothing.</param>
internal sealed record GatePass(GateReach Shut, bool Plain);

internal static partial class GateLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Gate} 连续失败（{Code}），暂停推送，{ResumesAt} 再试探")]
    public static partial void Opened(ILogger log, string gate, string code, DateTimeOffset? resumesAt);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Gate} 已有应答，逐步恢复推送")]
    public static partial void Answers(ILogger log, string gate);
}
