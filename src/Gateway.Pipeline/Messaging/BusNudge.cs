using System.Threading.Channels;
using Gateway.Contracts;
using Gateway.Contracts.Messages;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Pull;
using Gateway.Pipeline.Results;
using MassTransit;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Pipeline.Messaging;

/// <summary>
/// Wakes this process's runner at once and tells the others over the bus, in the background: intake never waits for a broker. A nudge
/// that is lost costs one sweep interval, or the time until the schedule compiles.
/// </summary>
internal sealed class BusNudge(IBus bus, DeliverySignal signal, ILogger<BusNudge> log) : BackgroundService, IResultNudge, IFeedNudge
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);
    private readonly Channel<object> _messages = Channel.CreateBounded<object>(
        new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public Task ResultsStoredAsync(string area, CancellationToken cancellationToken)
    {
        signal.Set();
        _messages.Writer.TryWrite(new ResultsStored(area));
        return Task.CompletedTask;
    }

    public void FeedPulled(string area, Feed feed) => _messages.Writer.TryWrite(new FeedPulled(area, feed.Wire()));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var message in _messages.Reader.ReadAllAsync(stoppingToken))
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            limit.CancelAfter(Limit);
            try
            {
                await bus.Publish(message, message.GetType(), limit.Token);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogDebug("A nudge was lost: {reason}", failure.Message);
            }
        }
    }
}
