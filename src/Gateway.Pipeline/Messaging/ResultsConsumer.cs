using Gateway.Contracts.Results;
using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Results;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Pipeline.Messaging;

/// <summary>
/// Takes results from the queue, a batch in one transaction per area. With the database or the broker away it waits with what it holds:
/// the prefetch bounds that, so the endpoint pauses, and no message goes to the error queue for it. A message that breaks the storing of
/// its batch is found by storing one by one.
/// </summary>
internal sealed class ResultsConsumer(
    ResultIntake intake, ErrorQueue errors, SenderAreas senders, TimeProvider clock, ILogger<ResultsConsumer> log) : IConsumer<Batch<ReceivedResult>>
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    public async Task Consume(ConsumeContext<Batch<ReceivedResult>> context)
    {
        var cancellationToken = context.CancellationToken;
        var parked = new List<Task>(); // together: each waits for its confirm
        var byArea = new Dictionary<string, List<(ReceivedResult Message, InspectionResult Result)>>();
        foreach (var item in context.Message)
        {
            var message = item.Message;
            switch (ResultParser.ReadOne(message.Body))
            {
                case DocumentReading<InspectionResult>.Classified:
                    parked.Add(ParkEmptyAsync(message, cancellationToken));
                    break;
                case DocumentReading<InspectionResult>.Malformed bad:
                    parked.Add(ParkAsync(message, $"{bad.Problem.Field} {bad.Problem.Message}".TrimStart(), cancellationToken));
                    break;
                case DocumentReading<InspectionResult>.Read { Document: var result } when senders.Refuse(message.User, result.Area) is { } why:
                    parked.Add(ParkAsync(message, why, cancellationToken));
                    break;
                case DocumentReading<InspectionResult>.Read { Document: var result }:
                    Of(byArea, result.Area ?? "").Add((message, result));
                    break;
            }
        }

        foreach (var (area, items) in byArea)
        {
            await StoreAsync(area, items, parked, cancellationToken);
        }

        await Task.WhenAll(parked); // only then are the originals acknowledged
    }

    private static List<T> Of<T>(Dictionary<string, List<T>> groups, string key)
    {
        if (!groups.TryGetValue(key, out var group))
        {
            groups[key] = group = [];
        }

        return group;
    }

    private async Task StoreAsync(
        string area, List<(ReceivedResult Message, InspectionResult Result)> items, List<Task> parked, CancellationToken cancellationToken)
    {
        IReadOnlyList<IntakeOutcome> outcomes = [];
        try
        {
            await PatientlyAsync(async () => outcomes = await intake.StoreAsync(area, "bus", [.. items.Select(x => x.Result)], cancellationToken), cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && items.Count > 1)
        {
            log.LogError(failure, "A batch of {count} results of {area} could not be stored; trying one by one", items.Count, area);
            foreach (var item in items)
            {
                await StoreAsync(area, [item], parked, cancellationToken);
            }

            return;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.LogError(failure, "A result of {area} could not be stored", area);
            parked.Add(ParkAsync(items[0].Message, "保存时出错（网关内部问题，已记录日志），可在修复后重新投递", cancellationToken));
            return;
        }

        for (var i = 0; i < items.Count; i++)
        {
            switch (outcomes[i])
            {
                case IntakeOutcome.Invalid bad:
                    parked.Add(ParkAsync(items[i].Message, string.Join("；", bad.Problems.Select(x => $"{x.Field} {x.Message}".TrimStart())), cancellationToken));
                    break;
                case IntakeOutcome.Conflict conflict:
                    parked.Add(ParkAsync(items[i].Message, conflict.Why, cancellationToken));
                    break;
                case IntakeOutcome.Classified:
                    parked.Add(ParkEmptyAsync(items[i].Message, cancellationToken));
                    break;
            }
        }
    }

    private Task ParkAsync(ReceivedResult message, string reason, CancellationToken cancellationToken) =>
        PatientlyAsync(() => errors.ParkAsync(message, message.Body, reason, cancellationToken), cancellationToken);

    private Task ParkEmptyAsync(ReceivedResult message, CancellationToken cancellationToken) =>
        PatientlyAsync(() => errors.ParkAsync(message, default, "含国家秘密或国家安全事由：拒收，内容未留存", cancellationToken), cancellationToken);

    /// <summary>Repeats what fails because a server is away, for as long as it is; conflicts in the database are over after a moment, too.</summary>
    private async Task PatientlyAsync(Func<Task> step, CancellationToken cancellationToken)
    {
        for (var wait = TimeSpan.FromMilliseconds(200); ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            try
            {
                await step();
                return;
            }
            catch (Exception failure) when (IsAway(failure))
            {
                log.LogWarning("Results wait, for a server is away: {reason}", failure.Message);
                await Task.Delay(wait, clock, cancellationToken);
            }
        }
    }

    private static bool IsAway(Exception failure) =>
        failure is NpgsqlException { IsTransient: true } or (NpgsqlException and not PostgresException) or TimeoutException
            or RabbitMQ.Client.Exceptions.RabbitMQClientException or System.IO.IOException or ObjectDisposedException;

    /// <summary>Beside the code it governs: what is fetched ahead, and how batches form.</summary>
    internal sealed class Definition : ConsumerDefinition<ResultsConsumer>
    {
        private readonly BusOptions _options;

        public Definition(IOptions<BusOptions> options)
        {
            _options = options.Value;
            EndpointName = BusNames.Results;
        }

        protected override void ConfigureConsumer(
            IReceiveEndpointConfigurator endpoint, IConsumerConfigurator<ResultsConsumer> consumer, IRegistrationContext context)
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.PrefetchCount = _options.BatchSize * _options.Batches * 2;
            endpoint.ClearSerialization();
            endpoint.AddDeserializer(new ReceivedResultFormat(), isDefault: true);
            endpoint.AddSerializer(new ReceivedResultFormat(), isSerializer: true);

            // What is thrown here is a stop of the process: the messages go back to the queue, unharmed.
            endpoint.RethrowFaultedMessages();
            endpoint.ThrowOnSkippedMessages();
            if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
            {
                rabbit.SetQuorumQueue();
            }

            consumer.Options<BatchOptions>(x => x.SetMessageLimit(_options.BatchSize).SetConcurrencyLimit(_options.Batches).SetTimeLimit(_options.BatchWait));
        }
    }
}
