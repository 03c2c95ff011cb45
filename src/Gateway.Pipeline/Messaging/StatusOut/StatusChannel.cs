using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Gateway.Pipeline.Messaging.StatusOut;

/// <summary>
/// A channel that publishes one message after another, so that their order is the caller's, and counts the broker's confirms itself. It
/// does not recover: whoever holds it opens a new one.
/// </summary>
internal sealed class StatusChannel : IAsyncDisposable
{
    /// <summary>
    /// For a batch, from its first byte to its last confirm. The client may wait for ever on a connection that is gone
    /// (RabbitMQ.Client 7.2, issue 1930), so that nothing of it is awaited without a limit.
    /// </summary>
    private static readonly TimeSpan BatchLimit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly SortedSet<ulong> _open = [];
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private ulong? _refused;
    private TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private StatusChannel(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<StatusChannel> OpenAsync(Uri broker, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = broker, ClientProvidedName = "gateway status", AutomaticRecoveryEnabled = false };
        var connection = await factory.CreateConnectionAsync(cancellationToken);
        try
        {
            var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false), cancellationToken);
            var opened = new StatusChannel(connection, channel);
            channel.BasicAcksAsync += opened.AcknowledgedAsync;
            channel.BasicNacksAsync += opened.RefusedAsync;
            channel.ChannelShutdownAsync += opened.ShutDownAsync;
            await channel.ExchangeDeclareAsync(BusNames.Status, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
            return opened;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Publishes in order and waits until the broker has answered for all of them.</summary>
    /// <returns>How many from the beginning it has for certain; fewer than all: the channel is of no further use.</returns>
    public async Task<int> PublishAsync(IReadOnlyList<OutgoingStatus> messages, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(BatchLimit);
        ulong first = 0;
        try
        {
            first = await _channel.GetNextPublishSequenceNumberAsync(limit.Token).AsTask().WaitAsync(limit.Token);
            var settled = Expect(first, messages.Count);
            await SendAsync(messages, limit.Token).WaitAsync(limit.Token);
            await settled.WaitAsync(limit.Token);
        }
        catch (Exception away) when (!cancellationToken.IsCancellationRequested && IsAway(away))
        {
            // The broker went away in the middle, or does not answer: what it has confirmed until now, it has.
        }

        if (first == 0)
        {
            return 0;
        }

        lock (_gate)
        {
            var missing = _open.Count > 0 ? Math.Min(_open.Min, _refused ?? ulong.MaxValue) : _refused;
            return missing is { } number ? (int)(number - first) : messages.Count;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _connection.DisposeAsync().AsTask().WaitAsync(CloseLimit);
        }
        catch (Exception away) when (IsAway(away))
        {
            // It was gone already; its socket ends with it.
        }
    }

    /// <summary>A failure that passes by itself: the broker is not there, not ready or not answering.</summary>
    private static bool IsAway(Exception failure) =>
        failure is RabbitMQ.Client.Exceptions.RabbitMQClientException or TimeoutException or OperationCanceledException or IOException
            or ObjectDisposedException or System.Net.Sockets.SocketException;

    private Task Expect(ulong first, int count)
    {
        lock (_gate)
        {
            (_refused, _settled) = (null, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            _open.Clear();
            for (var i = 0; i < count; i++)
            {
                _open.Add(first + (ulong)i);
            }

            return _settled.Task;
        }
    }

    private async Task SendAsync(IReadOnlyList<OutgoingStatus> messages, CancellationToken cancellationToken)
    {
        foreach (var message in messages)
        {
            var properties = new BasicProperties { Persistent = true, ContentType = "application/json", MessageId = message.MessageId };
            await _channel.BasicPublishAsync(BusNames.Status, message.RoutingKey, mandatory: false, properties, message.Body, cancellationToken);
        }
    }

    private Task AcknowledgedAsync(object sender, BasicAckEventArgs e)
    {
        Answered(e.DeliveryTag, e.Multiple);
        return Task.CompletedTask;
    }

    private Task RefusedAsync(object sender, BasicNackEventArgs e)
    {
        lock (_gate)
        {
            var lowest = e.Multiple && _open.Count > 0 ? _open.Min : e.DeliveryTag;
            _refused = _refused is { } earlier ? Math.Min(earlier, lowest) : lowest;
        }

        Answered(e.DeliveryTag, e.Multiple);
        return Task.CompletedTask;
    }

    private void Answered(ulong tag, bool multiple)
    {
        lock (_gate)
        {
            if (multiple)
            {
                while (_open.Count > 0 && _open.Min <= tag)
                {
                    _open.Remove(_open.Min);
                }
            }
            else
            {
                _open.Remove(tag);
            }

            if (_open.Count == 0)
            {
                _settled.TrySetResult();
            }
        }
    }

    private Task ShutDownAsync(object sender, ShutdownEventArgs e)
    {
        lock (_gate)
        {
            _settled.TrySetException(new IOException($"the broker closed the channel: {e.ReplyText}"));
        }

        return Task.CompletedTask;
    }
}
