using System.Net;
using System.Text;
using Gateway.Pipeline.Results;
using Gateway.Testing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Gateway.IntegrationTests.Host;

/// <summary>A server whose broker the test may kill.</summary>
public sealed class OwnBrokerServer(PostgresFixture postgres) : GatewayServer(postgres)
{
    private PrivateRabbit? _broker;

    public PrivateRabbit Broker => _broker ?? throw new InvalidOperationException("The fixture is not initialised.");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }

    protected override async ValueTask ConfigureAsync(IDictionary<string, string?> environment)
    {
        _broker = await PrivateRabbit.CreateAsync(CancellationToken.None);
        environment["Gateway__Bus__Transport"] = "RabbitMq";
        environment["Gateway__Bus__Uri"] = _broker.Uri.ToString();
        environment["Gateway__Bus__Users__gateway"] = ResultSamples.Area;
    }
}

/// <summary>
/// R10: the broker dies while results arrive over it and over REST. Fails when a queue or its messages are not durable, when a refused
/// message is acknowledged before its confirm, or when intake over REST waits for the broker.
/// </summary>
public sealed class BrokerLossTests(OwnBrokerServer server) : IClassFixture<OwnBrokerServer>
{
    private const int Records = 300;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_and_the_servers_recover_alone()
    {
        var (other, _) = await server.StartAnotherAsync();
        await using var stopped = other;
        var published = PublishAsync();
        var posted = PostAsync();
        await Until.TrueAsync("results come in", TimeSpan.FromSeconds(60), async _ => await CountAsync("result where result_id like 'B-%'") > Records / 10, Cancelled);
        await server.Broker.KillAsync();
        await posted; // without a broker
        await server.Broker.StartAsync(Cancelled);
        await published;

        var kept = await ErrorsUntilAsync(expected: Records / 10);
        Assert.Equal(Enumerable.Range(0, Records / 10).Select(x => $"bad-{x}"), kept.Where(x => x.StartsWith("bad-", StringComparison.Ordinal)).Distinct().OrderBy(x => int.Parse(x[4..], null)));
        await Until.TrueAsync("all are stored", TimeSpan.FromMinutes(2), async _ => await CountAsync("result where version = 2") == Records, Cancelled);
        Assert.Equal(Records, await CountAsync("result where result_id like 'R-%'"));
        // A first version that came after the second was refused and kept, as it would be over REST.
        Assert.Equal(Records, await CountAsync("result_version where version = 1 and result_id like 'B-%'") + kept.Where(x => x.StartsWith("late B-", StringComparison.Ordinal)).Distinct().Count());
        Assert.Equal(0, await CountAsync(
            "delivery a join delivery b on b.target = a.target and b.area = a.area and b.doc_id = a.doc_id and b.delivery_id > a.delivery_id and b.version < a.version"));
    }

    /// <summary>Each record twice, and a bad message now and then; what was not confirmed is published again, as a county's client does.</summary>
    private async Task PublishAsync()
    {
        IConnection? connection = null;
        IChannel? channel = null;
        for (var i = 0; i < Records; i++)
        {
            string[] bodies = [Json($"B-{i}", 1), Json($"B-{i}", 2), .. i % 10 == 0 ? [$"bad-{i / 10}"] : Array.Empty<string>()];
            foreach (var body in bodies)
            {
                await Until.TrueAsync($"{i} is confirmed", TimeSpan.FromMinutes(2), async token =>
                {
                    try
                    {
                        if (channel is not { IsOpen: true })
                        {
                            connection?.Dispose();
                            connection = await new ConnectionFactory { Uri = server.Broker.Uri, AutomaticRecoveryEnabled = false }.CreateConnectionAsync(token);
                            channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), token);
                        }

                        var properties = new BasicProperties { Persistent = true, ContentType = "application/json", UserId = "gateway" };
                        await channel.BasicPublishAsync("gateway.results", "", mandatory: true, properties, Encoding.UTF8.GetBytes(body), token);
                        return true;
                    }
                    catch (Exception away) when (away is RabbitMQClientException or IOException)
                    {
                        return false;
                    }
                }, Cancelled);
            }
        }

        connection?.Dispose();
    }

    private async Task PostAsync()
    {
        for (var i = 0; i < Records; i++)
        {
            using var answer = await server.SendAsync(HttpMethod.Post, "/api/v1/results", Json($"R-{i}", 1));
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }
    }

    private async Task<List<string>> ErrorsUntilAsync(int expected)
    {
        await using var connection = await new ConnectionFactory { Uri = server.Broker.Uri }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        var kept = new List<string>();
        await Until.TrueAsync("the bad ones are kept and the queue is read", TimeSpan.FromMinutes(2), async token =>
        {
            while (await channel.BasicGetAsync("gateway.results_error", autoAck: true, token) is { } message)
            {
                var body = Encoding.UTF8.GetString(message.Body.Span);
                kept.Add(body.StartsWith("bad-", StringComparison.Ordinal) ? body : $"late {body.Split('"')[3]}");
            }

            return kept.Where(x => x.StartsWith("bad-", StringComparison.Ordinal)).Distinct().Count() == expected
                && await channel.MessageCountAsync("gateway.results", token) == 0
                && await CountAsync("result where result_id like 'B-%' and version = 2") == Records;
        }, Cancelled);
        return kept;
    }

    private static string Json(string id, int version) => Encoding.UTF8.GetString(CanonicalResult.Bytes(ResultSamples.Result(id, version)));

    private async Task<long> CountAsync(string what)
    {
        await using var count = server.Database.DataSource.CreateCommand($"select count(*) from {what}");
        return (long)(await count.ExecuteScalarAsync(Cancelled))!;
    }
}
