using Gateway.Contracts.Messages;
using Gateway.Pipeline.Delivery;
using MassTransit;

namespace Gateway.Pipeline.Messaging;

/// <summary>Another process stored results: this one's runner looks now instead of at its next sweep.</summary>
internal sealed class ResultsStoredConsumer(DeliverySignal signal) : IConsumer<ResultsStored>
{
    public Task Consume(ConsumeContext<ResultsStored> context)
    {
        signal.Set();
        return Task.CompletedTask;
    }
}
