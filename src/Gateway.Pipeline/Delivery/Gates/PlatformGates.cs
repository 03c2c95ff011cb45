using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Pipeline.Delivery.Gates;

/// <summary>Lets batches through to their platforms and learns from what came of them: one gate a platform for all processes.</summary>
public sealed class PlatformGates(
    NpgsqlDataSource database, PlatformGateStore store, BatchStore batches, IAdapterDirectory directory, GateRules rules, TimeProvider clock,
    ILogger<PlatformGates> log)
{
    /// <summary>May the batch be sent now? Where it may, it counts as under way as long as it is held.</summary>
    /// <returns><see langword="null"/>: there is no room for the moment.</returns>
    internal async Task<GatePass?> EnterAsync(HeldBatch batch, ISink sink, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var (platform, lane) = await LockAsync(connection, transaction, batch, sink, now, cancellationToken);
        var (ofPlatform, ofLane) = (rules.Enter(platform, batch.BatchId, now), rules.Enter(lane, batch.BatchId, now));
        if (ofPlatform is GateAnswer.Shut || ofLane is GateAnswer.Shut)
        {
            return new GatePass(ofPlatform is GateAnswer.Shut ? GateReach.Platform : GateReach.Lane, Plain: false);
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
        return rules.ShutUntil(platformAfter, now) is not null ? GateReach.Platform
            : rules.ShutUntil(laneAfter, now) is not null ? GateReach.Lane : GateReach.Nothing;
    }

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
