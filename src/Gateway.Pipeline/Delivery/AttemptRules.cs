using System.Security.Cryptography;
using System.Text;
using Gateway.Adapters.Failures;
using Gateway.Adapters.Sinks;

namespace Gateway.Pipeline.Delivery;

/// <summary>What an attempt's outcome means for its batch. Pure.</summary>
public sealed class AttemptRules(RetrySchedule schedule)
{
    public const string ReceiptOverdue = "receipt_overdue";

    /// <summary>The peer's body was read.</summary>
    /// <returns><see langword="null"/> where the batch may be sent now: a probe found that the peer does not know it.</returns>
    public AttemptRecord? Judge(HeldBatch batch, string step, PushOutcome outcome, SinkLimits limits, DateTimeOffset at, TimeSpan took, double luck)
    {
        AttemptRecord Record(string word, string? code, string? message, BatchNext next) =>
            new(batch, step, at, took, word, code, message, null, null, next);
        switch (outcome)
        {
            case PushOutcome.Answered answered:
                return Record("answered", null, null, new BatchNext.Done(
                    VerdictRules.Of(batch, answered.Verdicts), VerdictRules.DaysOf(batch.Push.WireIds, answered.Verdicts))) with
                {
                    Counts = VerdictRules.Count(batch.Push.WireIds, answered.Verdicts),
                    VerdictHash = HashOf(answered.Verdicts),
                };
            case PushOutcome.Received:
                return Received(batch, step, limits, at + took, Record);
            case PushOutcome.RefusedWhole refused:
                return Record("refused", refused.Code, refused.Message, batch.Members is [var single]
                    ? new BatchNext.Done([new DeliveryVerdict(single.DeliveryId, DeliveryStates.Rejected, refused.Code, refused.Message)])
                    : new BatchNext.Split());
            case PushOutcome.NotKnown or PushOutcome.NotAsked when step == AttemptRecord.Probe:
                return null;
            case PushOutcome.NotKnown when step == AttemptRecord.Receipt:
                // It said it had the batch and knows it no longer: sent again, within the plan of retries.
                return Failed(
                    batch with { Early = false }, step, "not_known", "not_known", "平台不认识该批次", answerLost: false, null, at, took, luck);
            default:
                return Record("unexpected", "no_outcome", "平台适配器没有给出结果", new BatchNext.Parked("no_outcome", "平台适配器没有给出结果"));
        }
    }

    /// <summary>Before a batch is sent again: what was taken back meanwhile stays behind.</summary>
    /// <param name="probed">What the platform said of an attempt whose answer was lost; <see langword="null"/> where none was.</param>
    public static AttemptRecord HeldBack(HeldBatch batch, PushOutcome? probed, DateTimeOffset at) => new(
        batch, AttemptRecord.Push, at, TimeSpan.Zero, "held_back", "taken_back", "发送前已决定撤回或不予公示，其余记录重新组批", null, null,
        new BatchNext.Reform(AnswerLost: probed is PushOutcome.NotAsked));

    /// <summary>The attempt failed.</summary>
    public AttemptRecord Judge(
        HeldBatch batch, string step, Exception failure, SinkLimits limits, DateTimeOffset at, TimeSpan took, double luck) => failure switch
        {
            TransientFailure passing when step == AttemptRecord.Receipt => NoReceipt(
                batch, "transient", passing.Code, passing.Message, passing.RetryAfter, limits, at, took),
            TransientFailure passing => Failed(
                batch, step, "transient", passing.Code, passing.Message, passing.AnswerLost, passing.RetryAfter, at, took, luck),
            PermanentFailure final => new AttemptRecord(
                batch, step, at, took, "permanent", final.Code, final.Message, null, null, new BatchNext.Parked(final.Code, final.Message)),
            not PermanentFailure when step == AttemptRecord.Receipt => NoReceipt(
                batch, "unexpected", failure.GetType().Name, "网关内部错误，详见日志", null, limits, at, took),
            // A bug of ours: retried on the plan, since a new version may be running by then; its words may quote data and stay out of the database.
            _ => Failed(batch, step, "unexpected", failure.GetType().Name, "网关内部错误，详见日志", answerLost: true, null, at, took, luck),
        };

    private AttemptRecord Failed(
        HeldBatch batch, string step, string outcome, string code, string message, bool answerLost, TimeSpan? retryAfter, DateTimeOffset at,
        TimeSpan took, double luck)
    {
        var lost = batch.AnswerLost || answerLost;
        BatchNext next = batch.Early
            // A probe before its time: the batch keeps its time and its attempts.
            ? new BatchNext.Again(batch.DueAt, lost)
            : schedule.After(batch.Attempts + 1, retryAfter, luck) is { } wait
                ? new BatchNext.Again(at + took + wait, lost)
                : new BatchNext.Parked("retries_spent", $"重试次数已用完：{message}", answerLost);
        return new AttemptRecord(batch, step, at, took, outcome, code, message, null, null, next) { RetryAfter = retryAfter };
    }

    /// <summary>Asking failed: asked again by the receipt's own plan, until it is overdue. The batch's attempts are for sending it.</summary>
    private AttemptRecord NoReceipt(
        HeldBatch batch, string outcome, string code, string message, TimeSpan? retryAfter, SinkLimits limits, DateTimeOffset at, TimeSpan took)
    {
        var (now, since) = (at + took, batch.ReceivedAt ?? at);
        return new AttemptRecord(
            batch, AttemptRecord.Receipt, at, took, outcome, code, message, null, null,
            now - since >= limits.ReceiptMaxAge
                ? Overdue(message)
                : new BatchNext.AwaitReceipt(since, now + schedule.NextReceipt(limits.ReceiptInterval, batch.ReceiptPolls + 1, retryAfter)))
        {
            RetryAfter = retryAfter,
        };
    }

    private AttemptRecord Received(
        HeldBatch batch, string step, SinkLimits limits, DateTimeOffset now, Func<string, string?, string?, BatchNext, AttemptRecord> record)
    {
        var since = batch.ReceivedAt ?? now;
        return now - since >= limits.ReceiptMaxAge
            ? record("received", null, null, Overdue(null))
            : record("received", null, null, new BatchNext.AwaitReceipt(
                since, now + schedule.NextReceipt(limits.ReceiptInterval, step == AttemptRecord.Receipt ? batch.ReceiptPolls + 1 : 0)));
    }

    private static BatchNext.Parked Overdue(string? last) =>
        new(ReceiptOverdue, last is null ? "超过最长等待时间仍没有回执" : $"超过最长等待时间仍没有回执，最近一次查询失败：{last}");

    private static byte[] HashOf(IReadOnlyList<RowVerdict> verdicts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var verdict in verdicts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{verdict.WireId}\t{verdict.Kind}\t{verdict.Code}\n"));
        }

        return hash.GetHashAndReset();
    }
}
