using System.Diagnostics.CodeAnalysis;
using Gateway.Pipeline.Persistence;
using Npgsql;
using Xunit;

namespace Gateway.Testing;

/// <summary>
/// The PostgreSQL of a test run: the environment's, else a private one. A template database is migrated once; every class gets a copy
/// of it (<see cref="DatabasePerClass"/>).
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly string _template = $"gateway_template_{Guid.CreateVersion7():N}";
    private PrivatePostgres? _own;

    public PostgresFixture()
    {
    }

    private PostgresFixture(PrivatePostgres own) => _own = own;

    /// <summary>Without a database.</summary>
    public string ServerConnectionString { get; private set; } = "";

    /// <summary>On a server of the test's own, which it may stop and start; it ends with this.</summary>
    public static async Task<PostgresFixture> OnAsync(PrivatePostgres own)
    {
        var fixture = new PostgresFixture(own);
        await fixture.InitializeAsync();
        return fixture;
    }

    public async ValueTask InitializeAsync()
    {
        ServerConnectionString = _own?.ConnectionString ?? TestEnvironment.Value(TestEnvironment.Postgres) ?? await StartOwnAsync();
        await ExecuteAsync($"create database {_template}", CancellationToken.None);

        // Not pooled: a database that somebody is connected to can't be a template.
        await Migrator.MigrateAsync($"{ServerConnectionString};Database={_template};Pooling=false", CancellationToken.None);
    }

    /// <summary>A new database with the current schema and nothing in it.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"gateway_test_{Guid.CreateVersion7():N}";
        await ExecuteAsync($"create database {name} template {_template}", cancellationToken);
        return new TestDatabase(this, name);
    }

    /// <summary>A new database without any schema, for tests of the migrations themselves.</summary>
    public async Task<TestDatabase> CreateEmptyDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"gateway_test_{Guid.CreateVersion7():N}";
        await ExecuteAsync($"create database {name}", cancellationToken);
        return new TestDatabase(this, name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
        {
            await _own.DisposeAsync();
        }
        else if (ServerConnectionString.Length > 0)
        {
            await DropAsync(_template);
        }
    }

    internal Task DropAsync(string name) => ExecuteAsync($"drop database if exists {name} with (force)", CancellationToken.None);

    private async Task<string> StartOwnAsync()
    {
        if (!PostgresBinaries.Present)
        {
            throw new InvalidOperationException(
                $"没有可用的 PostgreSQL：{TestEnvironment.Postgres} 未设置，本机也没有 /usr/lib/postgresql。{TestEnvironment.HowToStart}");
        }

        _own = await PrivatePostgres.CreateAsync(CancellationToken.None);
        return _own.ConnectionString;
    }

    [SuppressMessage("Security", "CA2100", Justification = "A database's name can't be a parameter; these are made here.")]
    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection($"{ServerConnectionString};Database=postgres;Pooling=false");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
