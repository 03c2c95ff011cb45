using Gateway.Benchmarks.Measuring;
using Gateway.Pipeline.Persistence;
using Npgsql;

namespace Gateway.Benchmarks.Programs;

/// <summary>A database of its own, at the gateway's schema, gone when disposed of.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Only names of our own tables, columns and databases are put together.")]
internal sealed class BenchDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name;

    private BenchDatabase(string server, string name)
    {
        (_server, _name) = (server, name);
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
        Source = Database.Open(ConnectionString);
    }

    public string ConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public static async Task<BenchDatabase> CreateAsync(Bench bench, CancellationToken cancellationToken)
    {
        var name = $"bench_{Guid.CreateVersion7():N}";
        await OnServerAsync(bench.Environment.Postgres, $"create database {name}", cancellationToken);
        var database = new BenchDatabase(bench.Environment.Postgres, name);
        await Migrator.MigrateAsync(database.ConnectionString, cancellationToken);
        return database;
    }

    public async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(sql);
        command.CommandTimeout = 0;
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync(cancellationToken) ?? throw new InvalidOperationException($"nothing: {sql}"));
    }

    /// <summary>Until the query says true; ten minutes at most.</summary>
    public async Task UntilAsync(string sql, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!await ScalarAsync<bool>(sql, cancellationToken))
        {
            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromMinutes(10))
            {
                throw new TimeoutException($"still not: {sql}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
        }
    }

    /// <summary>Both halves of a pair begin with nothing left to be written by the other.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => ExecuteAsync("checkpoint", cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await OnServerAsync(_server, $"drop database {_name} with (force)", CancellationToken.None);
    }

    private static async Task OnServerAsync(string server, string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(server) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
