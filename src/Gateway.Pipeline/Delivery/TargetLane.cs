using System.Collections.Concurrent;
using System.Threading.Channels;
using Gateway.Adapters.Sinks;
using Gateway.Pipeline.Delivery.Gates;

namespace Gateway.Pipeline.Delivery;

/// <summary>
/// Works through one target: batches that are due first, then new ones from its queue, area by area in turn; what takes back or corrects goes
/// before what is new. One task forms while others push, so the platform's latency and our work overlap; lanes of other targets run beside
/// it and don't wait for it. When the configuration changed, it ends with what it holds, and another goes on with the new one. Where a gate is shut nothing is claimed; where it is open, one batch: the probe.
/// </summary>
internal sealed class TargetLane(
    string target, IReadOnlyDictionary<string, ISink> sinks, BatchFormer former, BatchPusher pusher, BatchStore batches, QueueStore queue,
    TimeProvider clock, Guid owner, GateBoard gates, string version, Func<bool> outdated)
{
    private readonly ConcurrentDictionary<string, bool> _shut = new(
        sinks.Where(x => gates.ShutUntil(x.Value, x.Key, clock.GetUtcNow()) is not null).Select(x => KeyValuePair.Create(x.Key, true)));

    private readonly ConcurrentDictionary<string, bool> _unasked = new(
        sinks.Where(x => gates.QuietUntil(x.Value, clock.GetUtcNow()) is not null).Select(x => KeyValuePair.Create(x.Key, true)));

    private int _pushed;

    /// <returns>How many batches were pushed, asked for or received a step.</returns>
    public async Task<int> RunAsync(IReadOnlyList<QueueGroup> queued, CancellationToken cancellationToken)
    {
        var width = Math.Max(1, sinks.Values.Max(x => x.Limits.Concurrency));
        var ready = Channel.CreateBounded<HeldBatch>(width);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] pushing = [.. Enumerable.Range(0, width).Select(_ => PushAllAsync(ready.Reader, stop))];
        try
        {
            await FeedProbesAsync(queued, ready.Writer, stop.Token);
            await FeedAsync(queued, width, ready.Writer, stop.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A pusher broke and stopped the lane: its failure is thrown below.
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            ready.Writer.Complete();
            await Task.WhenAll(pushing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ReleaseRestAsync(ready.Reader);
        }

        await Task.WhenAll(pushing);
        return _pushed;
    }

    /// <summary>One batch for every gate that is open and may be tried: what is due, else something new, else anything.</summary>
    private async Task FeedProbesAsync(IReadOnlyList<QueueGroup> queued, ChannelWriter<HeldBatch> ready, CancellationToken cancellationToken)
    {
        foreach (var platform in Admitted().Where(x => gates.IsOpen(sinks[x], x)).GroupBy(x => sinks[x].Platform).ToList())
        {
            string[] areas = [.. platform];
            var probe = await batches.ClaimProbeAsync(target, areas, dueOnly: true, owner, cancellationToken);
            foreach (var group in queued.Where(x => areas.Contains(x.Area)))
            {
                if (probe.Count > 0)
                {
                    break;
                }

                var sink = sinks[group.Area];
                probe = (await former.FormAsync(group, sink, owner, sink.Limits.MaxRows, version, cancellationToken)).Batches;
            }

            probe = probe.Count > 0 ? probe : await batches.ClaimProbeAsync(target, areas, dueOnly: false, owner, cancellationToken);
            foreach (var area in areas)
            {
                _shut[area] = true; // one is enough: its answer opens the way for the next look
            }

            await WriteAsync(ready, probe, cancellationToken);
        }
    }

    private async Task FeedAsync(IReadOnlyList<QueueGroup> queued, int width, ChannelWriter<HeldBatch> ready, CancellationToken cancellationToken)
    {
        var urgent = queued.Where(x => IsUrgent(x.Operation)).ToList();
        var bulk = new Queue<QueueGroup>(queued.Where(x => !IsUrgent(x.Operation)));
        while (true)
        {
            string[] asked = [.. sinks.Keys.Where(x => !_unasked.ContainsKey(x))];
            var due = await batches.ClaimDueAsync(target, asked, [.. Admitted()], owner, width, cancellationToken);
            await WriteAsync(ready, due, cancellationToken);
            var claimed = due.Count;
            foreach (var group in urgent)
            {
                claimed += await FormAsync(group, ready, cancellationToken);
            }

            if (bulk.TryDequeue(out var next))
            {
                if (await FormAsync(next, ready, cancellationToken) > 0)
                {
                    bulk.Enqueue(next);
                }

                claimed++;
            }

            if (claimed == 0 || outdated())
            {
                return;
            }

            // A withdrawal that comes while a backlog is worked off waits for one batch of it, not for its end.
            urgent = [.. await queue.PendingAsync(Urgent(), cancellationToken)];
        }
    }

    private async Task<int> FormAsync(QueueGroup group, ChannelWriter<HeldBatch> ready, CancellationToken cancellationToken)
    {
        if (_shut.ContainsKey(group.Area) || !sinks.TryGetValue(group.Area, out var sink))
        {
            return 0;
        }

        var formed = await former.FormAsync(group, sink, owner, int.MaxValue, version, cancellationToken);
        await WriteAsync(ready, formed.Batches, cancellationToken);
        return formed.Claimed;
    }

    private async Task WriteAsync(ChannelWriter<HeldBatch> ready, IReadOnlyList<HeldBatch> held, CancellationToken cancellationToken)
    {
        for (var i = 0; i < held.Count; i++)
        {
            try
            {
                await ready.WriteAsync(held[i], cancellationToken);
            }
            catch
            {
                foreach (var rest in held.Skip(i))
                {
                    await batches.ReleaseAsync(rest, answerLost: false, CancellationToken.None);
                }

                throw;
            }
        }
    }

    private async Task PushAllAsync(ChannelReader<HeldBatch> ready, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var batch in ready.ReadAllAsync(stop.Token))
            {
                var done = await pusher.PushAsync(batch with { AdaptersVersion = version }, sinks[batch.Area], owner, stop.Token);
                Interlocked.Add(ref _pushed, done.Steps);
                Note(batch.Area, done.Shut);
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private void Note(string area, GateReach shut)
    {
        if (shut == GateReach.Lane)
        {
            _shut[area] = true;
        }

        foreach (var behind in sinks.Where(x => shut is GateReach.Platform or GateReach.Receipts && x.Value.Platform == sinks[area].Platform))
        {
            _shut[behind.Key] = true;
            if (shut == GateReach.Receipts)
            {
                _unasked[behind.Key] = true;
            }
        }
    }

    private IEnumerable<string> Admitted() => sinks.Keys.Where(x => !_shut.ContainsKey(x));

    private List<QueueGroup> Urgent() =>
        [.. from x in sinks
            where !_shut.ContainsKey(x.Key)
            let kind = DeliveryKinds.Of(x.Value)
            where kind is not null
            from operation in new[] { "d", "u" }
            select new QueueGroup(target, x.Key, kind, operation)];

    private static bool IsUrgent(string operation) => operation is "d" or "u";

    private async Task ReleaseRestAsync(ChannelReader<HeldBatch> ready)
    {
        while (ready.TryRead(out var batch))
        {
            await batches.ReleaseAsync(batch, answerLost: false, CancellationToken.None);
        }
    }
}
