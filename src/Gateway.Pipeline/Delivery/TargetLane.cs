using System.Threading.Channels;
using Gateway.Adapters.Sinks;

namespace Gateway.Pipeline.Delivery;

/// <summary>
/// Works through one target: batches that are due first, then new ones from its queue, area by area in turn. One task forms while others
/// push, so the platform's latency and our work overlap; lanes of other targets run beside it and don't wait for it.
/// </summary>
internal sealed class TargetLane(
    string target, IReadOnlyDictionary<string, ISink> sinks, BatchFormer former, BatchPusher pusher, BatchStore batches, RetrySchedule schedule,
    TimeProvider clock, Guid owner, IReadOnlyDictionary<(string Target, string Area), FailingBatches> failing)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, FailingBatches> _failing = new(
        failing.Where(x => x.Key.Target == target).ToDictionary(x => x.Key.Area, x => x.Value));

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

    private async Task FeedAsync(IReadOnlyList<QueueGroup> queued, int width, ChannelWriter<HeldBatch> ready, CancellationToken cancellationToken)
    {
        var open = new Queue<QueueGroup>(queued);
        while (true)
        {
            var due = await batches.ClaimDueAsync(target, [.. sinks.Keys], owner, width, cancellationToken);
            await WriteAsync(ready, due, cancellationToken);
            if (open.TryDequeue(out var group))
            {
                if (sinks.TryGetValue(group.Area, out var sink) && !IsPaused(group.Area))
                {
                    var formed = await former.FormAsync(group, sink, owner, cancellationToken);
                    await WriteAsync(ready, formed.Batches, cancellationToken);
                    if (formed.Claimed > 0)
                    {
                        open.Enqueue(group);
                    }
                }
            }
            else if (due.Count == 0)
            {
                return;
            }
        }
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
                var answered = await pusher.PushAsync(batch, sinks[batch.Area], owner, stop.Token);
                Interlocked.Increment(ref _pushed);
                Note(batch.Area, answered);
            }
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private void Note(string area, bool answered)
    {
        if (answered)
        {
            _failing.TryRemove(area, out _);
        }
        else
        {
            var now = clock.GetUtcNow();
            _failing.AddOrUpdate(area, _ => new FailingBatches(1, now), (_, before) => new FailingBatches(before.Count + 1, now));
        }
    }

    private bool IsPaused(string area) =>
        _failing.TryGetValue(area, out var failing) && clock.GetUtcNow() < failing.LastAt + schedule.FormingPause(failing.Count);

    private async Task ReleaseRestAsync(ChannelReader<HeldBatch> ready)
    {
        while (ready.TryRead(out var batch))
        {
            await batches.ReleaseAsync(batch, answerLost: false, CancellationToken.None);
        }
    }
}
