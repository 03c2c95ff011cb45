using System.Text;
using Gateway.Pipeline.Results;
using Gateway.Testing;
using RabbitMQ.Client;
using Xunit;

namespace Gateway.IntegrationTests.Host;

/// <summary>A process dies after it has stored results and before it has acknowledged their messages: the broker brings them again.</summary>
public sealed class InboxKillTests(BusServer server) : IClassFixture<BusServer>
{
    private const int Good = 50;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    // Fails when messages are acknowledged before their batch is stored whole (nothing would come again), or when a result that is there
    // already is stored, routed or refused a second time (IntakeDecision without "same").
    [Fact]
    public async Task What_was_stored_and_not_acknowledged_comes_again_and_changes_nothing()
    {
        await using var connection = await new ConnectionFactory { Uri = server.Broker }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), Cancelled);
        await PublishAsync(channel, "{broken");
        await Until.TrueAsync("the first refused message is kept", Limit, async token => await channel.MessageCountAsync("gateway.results_error", token) == 1, Cancelled);

        // With nowhere to keep a refused message the batch that holds one is stored and stays unacknowledged.
        await channel.QueueDeleteAsync("gateway.results_error", cancellationToken: Cancelled);
        await PublishAsync(channel, "{broken again");
        for (var i = 0; i < Good; i++)
        {
            await PublishAsync(channel, Encoding.UTF8.GetString(CanonicalResult.Bytes(ResultSamples.Result($"I-{i}"))));
        }

        await Until.TrueAsync("all are stored", Limit, async _ => await CountAsync("result_version") == Good, Cancelled);
        var (deliveries, entries) = (await CountAsync("delivery"), await CountAsync("audit_entry where kind = 'result.stored'"));
        await server.KillAsync();
        await Until.TrueAsync("the broker has them again", Limit, async token => await channel.MessageCountAsync("gateway.results", token) > 0, Cancelled);

        var (other, _) = await server.StartAnotherAsync();
        await using var stopped = other;
        await Until.TrueAsync("the refused message is kept", Limit, async token => await KeptAsync(token) == 1, Cancelled);
        await Until.TrueAsync("none is left", Limit, async token => await channel.MessageCountAsync("gateway.results", token) == 0, Cancelled);
        Assert.Equal((Good + 0L, deliveries), (await CountAsync("result_version"), await CountAsync("delivery")));
        Assert.Equal(entries, await CountAsync("audit_entry where kind = 'result.stored'"));
        Assert.Equal(1u, await channel.MessageCountAsync("gateway.results_error", Cancelled)); // none of the good ones was refused the second time
    }

    /// <summary>How many the error queue holds; a channel that asks for a missing queue is closed, so each look has one of its own.</summary>
    private async Task<uint> KeptAsync(CancellationToken token)
    {
        try
        {
            await using var connection = await new ConnectionFactory { Uri = server.Broker }.CreateConnectionAsync(token);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: token);
            return await channel.MessageCountAsync("gateway.results_error", token);
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return 0;
        }
    }

    private async Task PublishAsync(IChannel channel, string body)
    {
        var properties = new BasicProperties { Persistent = true, ContentType = "application/json", UserId = server.Sender };
        await channel.BasicPublishAsync("gateway.results", "", mandatory: true, properties, Encoding.UTF8.GetBytes(body), Cancelled);
    }

    private async Task<long> CountAsync(string what)
    {
        await using var command = server.Database.DataSource.CreateCommand($"select count(*) from gateway.{what}");
        return (long)(await command.ExecuteScalarAsync(Cancelled))!;
    }
}
