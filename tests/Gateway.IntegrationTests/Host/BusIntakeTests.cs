using System.Text;
using Gateway.Pipeline.Results;
using Gateway.Testing;
using RabbitMQ.Client;
using Xunit;

namespace Gateway.IntegrationTests.Host;

/// <summary>A server that listens to the broker.</summary>
public class BusServer(PostgresFixture postgres, RabbitFixture rabbit) : GatewayServer(postgres)
{
    private RabbitVirtualHost? _host;

    public Uri Broker => (_host ?? throw new InvalidOperationException("The fixture is not initialised.")).Uri;

    public string Sender => Broker.UserInfo.Split(':')[0];

    protected override async ValueTask ConfigureAsync(IDictionary<string, string?> environment)
    {
        _host = await rabbit.CreateVirtualHostAsync(CancellationToken.None);
        environment["Gateway__Bus__Transport"] = "RabbitMq";
        environment["Gateway__Bus__Uri"] = Broker.ToString();
        environment[$"Gateway__Bus__Users__{Sender}"] = "610502";
    }
}

/// <summary>A foreign AMQP client hands in results.</summary>
public sealed class BusIntakeTests(BusServer server) : IClassFixture<BusServer>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Good_messages_are_stored_and_bad_ones_kept_with_their_reason_and_bytes()
    {
        await using var connection = await new ConnectionFactory { Uri = server.Broker }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), Cancelled);
        for (var i = 0; i < 200; i++)
        {
            await PublishAsync(channel, Body($"M-{i}"), server.Sender);
        }

        var bad = new Dictionary<string, (string Body, string? User)>
        {
            ["JSON"] = ("{broken", server.Sender),
            ["user-id"] = (Body("M-no-user"), null),
            ["610503"] = (Body("M-foreign").Replace("\"610502\"", "\"610503\"", StringComparison.Ordinal), server.Sender),
            ["x"] = (Body("M-unknown").Replace("\"method\"", "\"x\":1,\"method\"", StringComparison.Ordinal), server.Sender),
            ["/details"] = (Body("M-large").Replace("\"method\"", $"\"details\":\"{new string('大', 350_000)}\",\"method\"", StringComparison.Ordinal), server.Sender),
            ["/id"] = ($$"""{"id":{{new string('[', 500_000)}}{{new string(']', 500_000)}}}""", server.Sender),
            ["/results"] = (Body("M-invalid").Replace("\"NoProblemFound\"", "\"NoProblemFound\",\"Falsified\"", StringComparison.Ordinal), server.Sender),
        };
        foreach (var (body, user) in bad.Values)
        {
            await PublishAsync(channel, body, user);
        }

        for (var i = 200; i < 250; i++)
        {
            await PublishAsync(channel, Body($"M-{i}"), server.Sender); // the next ones go on
        }

        await PublishAsync(channel, Body("M-secret", exempt: true).Replace("商业秘密", "国家秘密", StringComparison.Ordinal), server.Sender);
        await Until.TrueAsync("250 are stored", TimeSpan.FromSeconds(60), async token =>
        {
            await using var count = server.Database.DataSource.CreateCommand("select count(*) from result_version where source = 'bus'");
            return (long)(await count.ExecuteScalarAsync(token))! == 250;
        }, Cancelled);

        var kept = new List<(string Reason, string Body)>();
        await Until.TrueAsync("all bad ones are kept", TimeSpan.FromSeconds(30), async token =>
        {
            if (await channel.BasicGetAsync("gateway.results_error", autoAck: true, token) is { } message)
            {
                kept.Add((Encoding.UTF8.GetString((byte[])message.BasicProperties.Headers!["gw-reason"]!), Encoding.UTF8.GetString(message.Body.Span)));
            }

            return kept.Count == bad.Count + 1;
        }, Cancelled);
        foreach (var (word, (body, _)) in bad)
        {
            Assert.Contains(kept, x => x.Reason.Contains(word, StringComparison.Ordinal) && x.Body == body);
        }

        Assert.Contains(kept, x => x.Reason.Contains("国家秘密", StringComparison.Ordinal) && x.Body.Length == 0);
        await Assert.ThrowsAnyAsync<RabbitMQ.Client.Exceptions.OperationInterruptedException>(
            () => channel.QueueDeclarePassiveAsync("gateway.results_skipped", Cancelled));
    }

    private static string Body(string id, bool exempt = false) =>
        Encoding.UTF8.GetString(CanonicalResult.Bytes(exempt ? ResultSamples.Exempt(id) : ResultSamples.Result(id)));

    private static async Task PublishAsync(IChannel channel, string body, string? user)
    {
        var properties = new BasicProperties { Persistent = true, ContentType = "application/json", UserId = user };
        await channel.BasicPublishAsync("gateway.results", "", mandatory: true, properties, Encoding.UTF8.GetBytes(body), Cancelled);
    }
}
