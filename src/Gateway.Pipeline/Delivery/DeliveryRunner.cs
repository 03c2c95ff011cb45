using Gateway.Adapters.Configuration;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Certification.Switching;
using Microsoft.Extensions.Logging;

namespace Gateway.Pipeline.Delivery;

/// <summary>
/// Delivers: any number of processes may run one each. It looks what there is to do, lets a lane of its own work through every target
/// that has something.
/// </summary>
public sealed class DeliveryRunner(
    IAdapterDirectory directory, WorkStore work, BatchFormer former, BatchPusher pusher, BatchStore batches, QueueStore queue,
    DeliverySignal signal, DeliveryOptions options, IAdapterSwitch adapterSwitch, TimeProvider clock, ILogger<DeliveryRunner> log)
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);

    /// <summary>Delivers until cancelled: at a nudge, and by sweeping, so that a lost nudge costs seconds.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var lanes = new Dictionary<string, Task<int>>();
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var busy = await SweepAsync(lanes, cancellationToken) is { } left && (lanes.Count > 0 || left.Open.Count > 0 || left.Queued.Count > 0);
                await signal.WaitAsync(busy ? options.BusySweep : options.IdleSweep, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The usual end.
        }
        finally
        {
            await ((Task)Task.WhenAll(lanes.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Delivers until nothing is due and nothing falls due within the horizon: retries and receipts that come soon are waited for.
    /// </summary>
    public async Task<DrainOutcome> DrainAsync(CancellationToken cancellationToken)
    {
        var pushed = 0;
        while (true)
        {
            var adapters = directory.Current;
            var board = await adapterSwitch.LookAsync(adapters, cancellationToken);
            var left = await work.LookAsync(Possible(adapters, board), cancellationToken);
            var now = clock.GetUtcNow();
            var lanes = WorkPlan.Ready(left, SinkOf(adapters), now).Select(x => WorkAsync(x, adapters, board, left, cancellationToken)).ToArray();
            pushed += (await Task.WhenAll(lanes)).Sum();
            if (lanes.Length > 0)
            {
                continue;
            }

            var next = WorkPlan.Next(left, SinkOf(adapters), now);
            if (next is null || next > now + options.DrainHorizon)
            {
                return new DrainOutcome(pushed, next, left.Queued.Count);
            }

            var wait = next.Value - now;
            await signal.WaitAsync(wait < options.BusySweep ? Longer(wait, ShortestWait) : options.BusySweep, cancellationToken);
        }
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private async Task<PendingWork?> SweepAsync(Dictionary<string, Task<int>> lanes, CancellationToken cancellationToken)
    {
        foreach (var (target, lane) in lanes.Where(x => x.Value.IsCompleted).ToList())
        {
            lanes.Remove(target);
            if (lane.Exception is { } failure)
            {
                DeliveryLog.LaneBroke(log, failure.GetBaseException(), target);
            }
        }

        try
        {
            var adapters = directory.Current;
            var board = await adapterSwitch.LookAsync(adapters, cancellationToken);
            var left = await work.LookAsync(Possible(adapters, board), cancellationToken);
            foreach (var target in WorkPlan.Ready(left, SinkOf(adapters), clock.GetUtcNow()).Where(x => !lanes.ContainsKey(x)))
            {
                lanes[target] = WorkThenSignalAsync(target, adapters, board, left, cancellationToken);
            }

            return left;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // The database may be away for minutes: the sweep goes on, and finds everything where it was.
            DeliveryLog.SweepBroke(log, e);
            return null;
        }
    }

    private async Task<int> WorkAsync(
        string target, IAdapterDirectory adapters, SwitchBoard board, PendingWork left, CancellationToken cancellationToken)
    {
        await using var keeper = new BatchKeeper(batches, options, log);
        return await Lane(target, adapters, board, left, keeper.Owner).RunAsync([.. left.Queued.Where(x => x.Target == target)], cancellationToken);
    }

    private async Task<int> WorkThenSignalAsync(
        string target, IAdapterDirectory adapters, SwitchBoard board, PendingWork left, CancellationToken cancellationToken)
    {
        var pushed = await WorkAsync(target, adapters, board, left, cancellationToken);
        if (pushed > 0)
        {
            signal.Set(); // something may have been freed behind what just ended
        }

        return pushed;
    }

    private TargetLane Lane(string target, IAdapterDirectory adapters, SwitchBoard board, PendingWork left, Guid owner) =>
        new(target, Sinks(adapters, board).Where(x => x.Sink.Target == target).ToDictionary(x => x.Area, x => x.Sink), former, pusher, batches, queue, clock,
            owner, left.Gates, adapters.Version, () => !ReferenceEquals(directory.Current, adapters));

    private static Func<string, string, ISink> SinkOf(IAdapterDirectory adapters) =>
        (target, area) => adapters.SinksOf(area).First(x => x.Target == target);

    // What is off is as if it were not configured: its queue and its batches stay where they are until it is back.
    private static IEnumerable<(string Area, ISink Sink)> Sinks(IAdapterDirectory adapters, SwitchBoard board) =>
        adapters.Areas.SelectMany(x => adapters.SinksOf(x.Area).Where(y => board.IsOn(x.Area, y.Platform.Profile)).Select(y => (x.Area, y)));

    private static List<QueueGroup> Possible(IAdapterDirectory adapters, SwitchBoard board) =>
        [.. from x in Sinks(adapters, board)
            let kind = DeliveryKinds.Of(x.Sink)
            where kind is not null
            from operation in new[] { "d", "u", "i" }
            select new QueueGroup(x.Sink.Target, x.Area, kind, operation)];
}

/// <param name="Steps">Batches pushed, probed or asked for.</param>
/// <param name="NextDue">When the next thing falls due, beyond the horizon; <see langword="null"/>: nothing is open.</param>
/// <param name="QueuedGroups">Groups left on the queue because their platform fails.</param>
public sealed record DrainOutcome(int Steps, DateTimeOffset? NextDue, int QueuedGroups);
