using System.Diagnostics;
using Gateway.Contracts.Results;
using Gateway.Pipeline.Messaging;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Benchmarks.Intake;

/// <summary>A bare MassTransit consumer of raw JSON, one message at a time, on a queue of the same kind with the same prefetch. It checks and stores nothing.</summary>
internal static class BareConsumerBaseline
{
    private const string Queue = "bench.bare";

    /// <returns>Seconds from the first publish to the last message consumed.</returns>
    public static async Task<double> RunAsync(
        Uri broker, ResultPublisher publisher, IReadOnlyList<byte[]> warm, IReadOnlyList<byte[]> messages, CancellationToken cancellationToken)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        var count = new Consumed();
        builder.Services.AddSingleton(count).AddMassTransit(bus =>
        {
            bus.AddConsumer<Consumer>();
            bus.UsingRabbitMq((context, x) =>
            {
                x.Host(broker);
                x.ReceiveEndpoint(Queue, endpoint =>
                {
                    var ours = new BusOptions();
                    endpoint.ConfigureConsumeTopology = false;
                    endpoint.PrefetchCount = ours.BatchSize * ours.Batches * 2;
                    endpoint.SetQuorumQueue();
                    endpoint.UseRawJsonDeserializer(RawSerializerOptions.All, isDefault: true);
                    endpoint.ConfigureConsumer<Consumer>(context);
                });
            });
        });
        builder.Services.Configure<MassTransitHostOptions>(x => x.WaitUntilStarted = true);
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        await publisher.PublishAsync("", Queue, warm, cancellationToken);
        await count.UpToAsync(warm.Count, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        await publisher.PublishAsync("", Queue, messages, cancellationToken);
        await count.UpToAsync(warm.Count + messages.Count, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(began);
        await host.StopAsync(cancellationToken);
        return elapsed.TotalSeconds;
    }

    internal sealed class Consumed
    {
        private int _count;

        public void Add(InspectionResult result)
        {
            if (result.Id is null)
            {
                throw new InvalidOperationException("a message was not read");
            }

            Interlocked.Increment(ref _count);
        }

        public async Task UpToAsync(int count, CancellationToken cancellationToken)
        {
            while (Volatile.Read(ref _count) < count)
            {
                await Task.Delay(5, cancellationToken);
            }
        }
    }

    internal sealed class Consumer(Consumed consumed) : IConsumer<InspectionResult>
    {
        public Task Consume(ConsumeContext<InspectionResult> context)
        {
            consumed.Add(context.Message);
            return Task.CompletedTask;
        }
    }
}
