using Gateway.Pipeline.Persistence;
using Npgsql;

namespace Gateway.Testing;

/// <summary>A database of one test's or one class's own; dropped when disposed of.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresFixture _server;
    private readonly string _name;

    internal TestDatabase(PostgresFixture server, string name)
    {
        (_server, _name) = (server, name);
        ConnectionString = $"{server.ServerConnectionString};Database={name}";
        DataSource = Database.Open(ConnectionString);
    }

    /// <summary>As the gateway gets it in <c>ConnectionStrings__Gateway</c>.</summary>
    public string ConnectionString { get; }

    public NpgsqlDataSource DataSource { get; }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        await _server.DropAsync(_name);
    }
}
