using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Delivery.Gates;
using Gateway.Pipeline.Runs;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Pipeline.Delivery;

/// <summary>
/// Takes a held batch one step further: through the gate of its platform, then push, probe or receipt, then the record of it. What a split
/// leaves is sent at once.
/// </summary>
public sealed class BatchPusher(
    AttemptRules rules, BatchFormer former, BatchStore batches, RecordStore records, PlatformGates gates, GateOptions options, TimeProvider clock,
    ILogger<BatchPusher> log)
{
    internal async Task<PushReport> PushAsync(HeldBatch batch, ISink sink, Guid owner, CancellationToken cancellationToken)
    {
        var left = new Stack<HeldBatch>([batch]);
        var steps = 0;
        while (left.TryPop(out var next))
        {
            var pass = await EnterAsync(next, sink, left, cancellationToken);
            if (pass.Shut != GateReach.Nothing)
            {
                return new PushReport(steps, pass.Shut);
            }

            var shut = await StepAsync(next, sink, owner, left, pass, cancellationToken);
            steps++;
            if (shut != GateReach.Nothing)
            {
                await ReleaseAsync(left);
                return new PushReport(steps, shut);
            }
        }

        return new PushReport(steps, GateReach.Nothing);
    }

    /// <summary>Waits for room, but not for a gate that is shut: then the batch and what is left of it are let go for whoever comes later.</summary>
    private async Task<GatePass> EnterAsync(HeldBatch batch, ISink sink, Stack<HeldBatch> left, CancellationToken cancellationToken)
    {
        while (true)
        {
            GatePass? pass;
            try
            {
                pass = batch.AwaitsReceipt
                    ? await gates.AskAsync(batch, sink, cancellationToken)
                    : await gates.EnterAsync(batch, sink, cancellationToken);
                if (pass is null)
                {
                    // Room is made by others, in real time whatever clock says what is due.
                    await Task.Delay(options.BusyWait * (1 + Random.Shared.NextDouble()), cancellationToken);
                    continue;
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                left.Push(batch);
                await ReleaseAsync(left);
                throw;
            }

            if (pass.Shut != GateReach.Nothing)
            {
                left.Push(batch);
                await ReleaseAsync(left);
            }

            return pass;
        }
    }

    private async Task ReleaseAsync(Stack<HeldBatch> left)
    {
        while (left.TryPop(out var batch))
        {
            await batches.ReleaseAsync(batch, answerLost: false, CancellationToken.None);
        }
    }

    private async Task<GateReach> StepAsync(
        HeldBatch batch, ISink sink, Guid owner, Stack<HeldBatch> halves, GatePass pass, CancellationToken cancellationToken)
    {
        var record = await AttemptAsync(batch, sink, cancellationToken);
        // Before the record lets go of the batch: else there would be a moment in which it is neither under way nor counted.
        // A receipt is asked for on its own plan; it tells nothing of the way on which batches are sent.
        var shut = batch.AwaitsReceipt ? GateReach.Nothing : await gates.LeaveAsync(record, sink, pass, cancellationToken);
        IReadOnlyList<HeldBatch> formed = [];
        Func<NpgsqlConnection, NpgsqlTransaction, Task>? inside = record.Next switch
        {
            BatchNext.Split => async (connection, transaction) =>
                formed = await former.FormHalvesAsync(connection, transaction, batch, sink, owner, cancellationToken),
            BatchNext.Reform => async (connection, transaction) =>
                formed = await former.FormRestAsync(connection, transaction, batch, sink, owner, cancellationToken),
            BatchNext.Parked { Code: AttemptRules.ReceiptOverdue } => (connection, transaction) =>
                former.FindAsync(connection, transaction, batch, cancellationToken),
            _ => null,
        };
        if (!await records.RecordAsync(record, inside, cancellationToken))
        {
            GatewayMeter.LeaseWasLost("delivery");
            DeliveryLog.TakenOver(log, batch.Target, batch.Push.Stamp.BatchNo);
            return shut;
        }

        foreach (var half in formed.Reverse())
        {
            halves.Push(half);
        }

        Count(record);
        DeliveryLog.Recorded(log, batch, record);
        return shut;
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
            return (rules.Judge(batch, step, e, sink.Limits, at, clock.GetElapsedTime(started), Random.Shared.NextDouble()), null);
        }
    }
}

/// <param name="Steps">Steps that were taken.</param>
/// <param name="Shut">What nothing is to be sent to for now.</param>
internal sealed record PushReport(int Steps, GateReach Shut);
