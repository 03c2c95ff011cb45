using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Gateway.Pipeline.Messaging;

/// <summary>
/// Keeps a refused message: its bytes as received, and why. Published with a confirm and only then is the original acknowledged: none
/// is dropped.
/// </summary>
internal sealed class ErrorQueue(IOptions<BusOptions> options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private IConnection? _connection;
    private IChannel? _channel;

    public async Task ParkAsync(ReceivedResult message, ReadOnlyMemory<byte> body, string reason, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties
        {
            Persistent = true, ContentType = message.ContentType,
            Headers = new Dictionary<string, object?> { [BusNames.ReasonHeader] = reason, [BusNames.UserHeader] = message.User },
        };
        await _one.WaitAsync(cancellationToken);
        try
        {
            var channel = await ChannelAsync(cancellationToken);
            await channel.BasicPublishAsync("", BusNames.ResultsError, mandatory: true, properties, body, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _one.Dispose();
    }

    private async Task<IChannel> ChannelAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } open)
        {
            return open;
        }

        if (_connection is not { IsOpen: true })
        {
            if (_connection is not null)
            {
                await _connection.DisposeAsync();
            }

            _connection = await new ConnectionFactory { Uri = new Uri(options.Value.Uri ?? ""), ClientProvidedName = "gateway errors" }
                .CreateConnectionAsync(cancellationToken);
        }

        _channel = await _connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        await BusTopology.DeclareAsync(_channel, cancellationToken);
        return _channel;
    }
}
