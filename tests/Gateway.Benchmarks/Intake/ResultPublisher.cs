using RabbitMQ.Client;

namespace Gateway.Benchmarks.Intake;

/// <summary>
/// A sender that is never what one waits for: one result a message, durable, without confirms (a county's system waits for them, and then
/// its broker's disk is what is measured, on both sides alike).
/// </summary>
internal sealed class ResultPublisher(IConnection connection, IChannel channel, string user) : IAsyncDisposable
{
    public static async Task<ResultPublisher> ConnectAsync(Uri broker, CancellationToken cancellationToken)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(cancellationToken);
        return new ResultPublisher(connection, await connection.CreateChannelAsync(cancellationToken: cancellationToken), broker.UserInfo.Split(':')[0]);
    }

    public async Task PublishAsync(string exchange, string key, IReadOnlyList<byte[]> messages, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties { Persistent = true, ContentType = "application/json", UserId = user };
        foreach (var message in messages)
        {
            await channel.BasicPublishAsync(exchange, key, mandatory: false, properties, message, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
