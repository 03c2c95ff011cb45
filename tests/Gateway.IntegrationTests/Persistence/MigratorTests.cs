using Gateway.Pipeline.Persistence;
using Gateway.Testing;
using Npgsql;
using Xunit;

namespace Gateway.IntegrationTests.Persistence;

public sealed class MigratorTests(PostgresFixture postgres)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Four_processes_at_once_migrate_once()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync(Cancelled);
        Assert.True(Migrator.IsPending(database.ConnectionString));
        var pending = Migrator.Pending(database.ConnectionString);
        var ran = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => Task.Run(() => Migrator.MigrateAsync(database.ConnectionString, Cancelled), Cancelled)));
        Assert.Equal(pending, Assert.Single(ran, x => x.Count > 0));
        Assert.Equal(pending.Order(StringComparer.Ordinal), pending);
        Assert.Empty(Migrator.Pending(database.ConnectionString));
        Assert.False(Migrator.IsPending(database.ConnectionString));
    }

    [Fact]
    public async Task The_turn_is_given_back_at_once()
    {
        await using var database = await postgres.CreateEmptyDatabaseAsync(Cancelled);
        await Migrator.MigrateAsync(database.ConnectionString, Cancelled);
        await using var other = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await other.OpenAsync(Cancelled);
        // A backend ends shortly after its connection is closed.
        await Until.TrueAsync("no advisory lock is held", TimeSpan.FromSeconds(10), FreeAsync, Cancelled);

        async Task<bool> FreeAsync(CancellationToken cancellationToken)
        {
            await using var command = new NpgsqlCommand(
                "select count(*) = 0 from pg_locks l join pg_database d on d.oid = l.database where l.locktype = 'advisory' and d.datname = current_database()", other);
            return await command.ExecuteScalarAsync(cancellationToken) is true;
        }
    }
}
