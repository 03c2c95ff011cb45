using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Gateway.Pipeline.Messaging;

/// <summary>
/// Keeps a refused message: its bytes as received, and why. Published with a confirm and only then is the original acknowledged: none
/// is dropped.
/// </summary>
internal sealed class ErrorQueue(IOptions<BusOptions> options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private IConnection? _connection;
    private volatile IChannel? _channel;

    public async Task ParkAsync(ReceivedResult message, ReadOnlyMemory<byte> body, string reason, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties
        {
            Persistent = true, ContentType = message.ContentType,
            Headers = new Dictionary<string, object?> { [BusNames.ReasonHeader] = reason, [BusNames.UserHeader] = message.User },
        };
        var channel = await ChannelAsync(cancellationToken);

        // Many at once: the client keeps publishes of a channel apart and completes each one with its own confirm.
        await channel.BasicPublishAsync("", BusNames.ResultsError, mandatory: true, properties, body, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _opening.Dispose();
    }

    private async Task<IChannel> ChannelAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } open)
        {
            return open;
        }

        await _opening.WaitAsync(cancellationToken);
        try
        {
            return _channel is { IsOpen: true } opened ? opened : await OpenAsync(cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        if (_connection is not { IsOpen: true })
        {
            if (_connection is not null)
            {
                await _connection.DisposeAsync();
            }

            var factory = new ConnectionFactory { Uri = new Uri(options.Value.Uri ?? ""), ClientProvidedName = "gateway errors", AutomaticRecoveryEnabled = false };
            _connection = await factory.CreateConnectionAsync(cancellationToken);
        }

        var channel = await _connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        await BusTopology.DeclareAsync(channel, cancellationToken);
        return _channel = channel;
    }
}
