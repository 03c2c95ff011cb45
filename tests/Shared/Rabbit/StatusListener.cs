using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Xunit;

namespace Gateway.Testing;

/// <summary>A message as it came.</summary>
/// <param name="Number">Its message-id.</param>
public sealed record HeardStatus(
    string RoutingKey, long Number, string? ContentType, DeliveryModes Mode, string Body, string Id, int Version, string Area, string Target, string State);

/// <summary>A county's system that hears status messages on a durable queue of its own, also over a broker's restart.</summary>
public sealed class StatusListener : IAsyncDisposable
{
    private readonly ConcurrentQueue<HeardStatus> _heard = new();
    private readonly IConnection _connection;

    private StatusListener(IConnection connection) => _connection = connection;

    /// <summary>In the order of their arrival.</summary>
    public IReadOnlyList<HeardStatus> Heard => [.. _heard];

    public static async Task<StatusListener> BindAsync(Uri broker, string routingKey)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var factory = new ConnectionFactory { Uri = broker, NetworkRecoveryInterval = TimeSpan.FromSeconds(1) };
        var listener = new StatusListener(await factory.CreateConnectionAsync(cancelled));
        var channel = await listener._connection.CreateChannelAsync(cancellationToken: cancelled);
        await channel.ExchangeDeclareAsync("gateway.status", ExchangeType.Topic, durable: true, cancellationToken: cancelled);
        var queue = $"county-{Guid.CreateVersion7():N}";
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancelled);
        await channel.QueueBindAsync(queue, "gateway.status", routingKey, cancellationToken: cancelled);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, message) => listener.HearAsync(channel, message);
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, cancelled);
        return listener;
    }

    public IReadOnlyList<HeardStatus> Of(string id) => [.. _heard.Where(x => x.Id == id)];

    public Task UntilAsync(Func<HeardStatus, bool> wanted) =>
        Until.TrueAsync("the message is heard", TimeSpan.FromMinutes(2), () => _heard.Any(wanted), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();

    private async Task HearAsync(IChannel channel, BasicDeliverEventArgs message)
    {
        var text = Encoding.UTF8.GetString(message.Body.Span);
        using var body = JsonDocument.Parse(text);
        string Text(string name) => body.RootElement.GetProperty(name).GetString() ?? "";
        _heard.Enqueue(new HeardStatus(
            message.RoutingKey, long.Parse(message.BasicProperties.MessageId ?? "", CultureInfo.InvariantCulture), message.BasicProperties.ContentType,
            message.BasicProperties.DeliveryMode, text, Text("id"), body.RootElement.GetProperty("version").GetInt32(), Text("area"), Text("target"), Text("state")));
        await channel.BasicAckAsync(message.DeliveryTag, multiple: false, message.CancellationToken);
    }
}
