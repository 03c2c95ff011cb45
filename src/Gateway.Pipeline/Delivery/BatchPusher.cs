using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Runs;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Pipeline.Delivery;

/// <summary>Takes a held batch one step further: push, probe or receipt, then the record of it. What a split leaves is sent at once.</summary>
public sealed class BatchPusher(
    AttemptRules rules, BatchFormer former, BatchStore batches, RecordStore records, TimeProvider clock, ILogger<BatchPusher> log)
{
    /// <returns>Whether the platform answered: <see langword="false"/> after a failure or when the batch was taken over.</returns>
    internal async Task<bool> PushAsync(HeldBatch batch, ISink sink, Guid owner, CancellationToken cancellationToken)
    {
        var halves = new Stack<HeldBatch>([batch]);
        var answered = true;
        while (halves.TryPop(out var next))
        {
            answered &= await StepAsync(next, sink, owner, halves, cancellationToken);
        }

        return answered;
    }

    private async Task<bool> StepAsync(HeldBatch batch, ISink sink, Guid owner, Stack<HeldBatch> halves, CancellationToken cancellationToken)
    {
        var record = await AttemptAsync(batch, sink, cancellationToken);
        IReadOnlyList<HeldBatch> formed = [];
        Func<NpgsqlConnection, NpgsqlTransaction, Task>? inside = record.Next switch
        {
            BatchNext.Split => async (connection, transaction) =>
                formed = await former.FormHalvesAsync(connection, transaction, batch, sink, owner, cancellationToken),
            BatchNext.Reform => async (connection, transaction) =>
                formed = await former.FormRestAsync(connection, transaction, batch, sink, owner, cancellationToken),
            _ => null,
        };
        if (!await records.RecordAsync(record, inside, cancellationToken))
        {
            GatewayMeter.LeaseWasLost("delivery");
            DeliveryLog.TakenOver(log, batch.Target, batch.Push.Stamp.BatchNo);
            return false;
        }

        foreach (var half in formed.Reverse())
        {
            halves.Push(half);
        }

        Count(record);
        DeliveryLog.Recorded(log, batch, record);
        return record.Next is not BatchNext.Again && record.Outcome is not ("transient" or "permanent" or "unexpected");
    }

    private static void Count(AttemptRecord record)
    {
        var target = record.Batch.Target;
        GatewayMeter.BatchStep(target, record.Step, record.Outcome, record.Duration);
        var ended = record.Next is BatchNext.Done done ? done.Verdicts : [];
        foreach (var state in ended.GroupBy(x => x.State))
        {
            GatewayMeter.Verdicts(target, state.Key, state.Count());
        }

        if (record.Next is BatchNext.Parked)
        {
            GatewayMeter.Verdicts(target, DeliveryStates.Parked, record.Batch.Members.Count);
        }
    }

    private async Task<AttemptRecord> AttemptAsync(HeldBatch batch, ISink sink, CancellationToken cancellationToken)
    {
        if (batch.AwaitsReceipt)
        {
            return Judged(await AttemptAsync(batch, sink, AttemptRecord.Receipt, cancellationToken));
        }

        PushOutcome? probed = null;
        if (batch.AnswerLost)
        {
            (var asked, probed) = await AttemptAsync(batch, sink, AttemptRecord.Probe, cancellationToken);
            if (asked is not null)
            {
                return asked;
            }
        }

        // Nobody has it: what was taken back since it was formed must not be shown, not even for the moment until its withdrawal.
        return batch.TakenBack && sink is IPublicitySink
            ? AttemptRules.HeldBack(batch, probed, clock.GetUtcNow())
            : Judged(await AttemptAsync(batch, sink, AttemptRecord.Push, cancellationToken));
    }

    private static AttemptRecord Judged((AttemptRecord? Record, PushOutcome? Outcome) attempt) =>
        attempt.Record ?? throw new InvalidOperationException("推送没有结果");

    private async Task<(AttemptRecord? Record, PushOutcome? Outcome)> AttemptAsync(
        HeldBatch batch, ISink sink, string step, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        var started = clock.GetTimestamp();
        try
        {
            var outcome = step switch
            {
                AttemptRecord.Receipt => await sink.ReceiptAsync(batch.Push, cancellationToken),
                AttemptRecord.Probe => await sink.ProbeAsync(batch.Push, cancellationToken),
                _ => await sink.PushAsync(batch.Push, cancellationToken),
            };
            return (rules.Judge(batch, step, outcome, sink.Limits, at, clock.GetElapsedTime(started), Random.Shared.NextDouble()), outcome);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The process stops: the batch is let go, and whoever takes it asks before sending again.
            await batches.ReleaseAsync(batch, answerLost: step == AttemptRecord.Push, CancellationToken.None);
            throw;
        }
        catch (Exception e)
        {
            DeliveryLog.Failed(log, e, batch, step);
            return (rules.Judge(batch, step, e, at, clock.GetElapsedTime(started), Random.Shared.NextDouble()), null);
        }
    }
}
