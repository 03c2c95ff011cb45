using Gateway.Contracts;
using Gateway.Contracts.Messages;
using Gateway.Pipeline.Checklists;
using MassTransit;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Pipeline.Messaging;

/// <summary>Matters changed: one process compiles the area's checklist now instead of at its next occurrence.</summary>
internal sealed class FeedPulledConsumer(CompileJob job, ILogger<FeedPulledConsumer> log) : IConsumer<FeedPulled>
{
    public async Task Consume(ConsumeContext<FeedPulled> context)
    {
        if (context.Message.Feed != Feed.Matter.Wire())
        {
            return;
        }

        try
        {
            await job.RunAsync(context.Message.Area, context.CancellationToken);
        }
        catch (NpgsqlException failure)
        {
            // Not repeated here: the schedule compiles every area anyway, and an error queue would only hold stale nudges.
            log.LogWarning("{area} was not compiled after its pull ({reason}); the schedule will", context.Message.Area, failure.Message);
        }
    }

    /// <summary>One area after another: a compilation reads the whole catalogue of its area.</summary>
    internal sealed class Definition : ConsumerDefinition<FeedPulledConsumer>
    {
        public Definition()
        {
            EndpointName = BusNames.Compile;
            ConcurrentMessageLimit = 1;
        }

        protected override void ConfigureConsumer(
            IReceiveEndpointConfigurator endpoint, IConsumerConfigurator<FeedPulledConsumer> consumer, IRegistrationContext context)
        {
            endpoint.PrefetchCount = 1;
            if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
            {
                rabbit.SetQuorumQueue();
            }
        }
    }
}
