using Npgsql;
using Xunit;

namespace Gateway.Testing;

/// <summary>Class fixture (<c>IClassFixture&lt;DatabasePerClass&gt;</c>): a migrated database that only this class sees.</summary>
public sealed class DatabasePerClass(PostgresFixture server) : IAsyncLifetime
{
    private TestDatabase? _database;

    public NpgsqlDataSource DataSource => Database.DataSource;

    public string ConnectionString => Database.ConnectionString;

    private TestDatabase Database => _database ?? throw new InvalidOperationException("The fixture is not initialised.");

    public async ValueTask InitializeAsync() => _database = await server.CreateDatabaseAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}
