using Gateway.Testing;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Xunit;

namespace Gateway.IntegrationTests.Fixtures;

/// <summary>The fixtures' own promises: what other tests lean on without looking.</summary>
public sealed class FixtureTests(DatabasePerClass database, PostgresFixture postgres, RabbitFixture rabbit) : IClassFixture<DatabasePerClass>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_per_class_has_the_migrated_schema()
    {
        await using var count = database.DataSource.CreateCommand("select count(*) from gateway.schema_version");
        Assert.True((long)(await count.ExecuteScalarAsync(Cancelled))! > 0);
    }

    [Fact]
    public async Task Databases_do_not_see_each_other_and_are_dropped()
    {
        string second;
        await using (var other = await postgres.CreateDatabaseAsync(Cancelled))
        {
            second = other.ConnectionString;
            await using var make = other.DataSource.CreateCommand("create table gateway.only_here (id int)");
            await make.ExecuteNonQueryAsync(Cancelled);
            await using var look = database.DataSource.CreateCommand("select to_regclass('gateway.only_here') is null");
            Assert.True((bool)(await look.ExecuteScalarAsync(Cancelled))!);
        }

        await using var gone = new NpgsqlConnection($"{second};Pooling=false");
        var refused = await Assert.ThrowsAsync<PostgresException>(() => gone.OpenAsync(Cancelled));
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, refused.SqlState);
    }

    [Fact]
    public async Task A_private_server_keeps_what_was_committed_over_a_kill()
    {
        await using var server = await PrivatePostgres.CreateAsync(Cancelled);
        await using var source = NpgsqlDataSource.Create($"{server.ConnectionString};Database=postgres;Pooling=false");
        await using (var make = source.CreateCommand("create table kept as select 42 as answer"))
        {
            await make.ExecuteNonQueryAsync(Cancelled);
        }

        await server.KillAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await source.OpenConnectionAsync(Cancelled));
        await server.StartAsync(Cancelled);
        await using var read = source.CreateCommand("select answer from kept");
        Assert.Equal(42, await read.ExecuteScalarAsync(Cancelled));
    }

    [Fact]
    public async Task A_virtual_host_takes_messages_and_goes_away()
    {
        Uri address;
        await using (var host = await rabbit.CreateVirtualHostAsync(Cancelled))
        {
            address = host.Uri;
            await using var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync(Cancelled);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
            var queue = await channel.QueueDeclareAsync(cancellationToken: Cancelled);
            await channel.BasicPublishAsync("", queue.QueueName, new byte[] { 1 }, Cancelled);
            Assert.NotNull(await channel.BasicGetAsync(queue.QueueName, autoAck: true, Cancelled));
        }

        await Assert.ThrowsAnyAsync<RabbitMQClientException>(() => OpenChannelAsync(address));
    }

    private static async Task OpenChannelAsync(Uri address)
    {
        await using var connection = await new ConnectionFactory { Uri = address }.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
    }
}
