using System.Diagnostics.CodeAnalysis;
using Gateway.Pipeline.Persistence;
using Npgsql;

namespace Gateway.Pipeline.Certification.Certify;

/// <summary>A database of one certification's own: made beside the gateway's, or an empty one that somebody names; gone afterwards.</summary>
public sealed class ScratchDatabaseStore : IAsyncDisposable
{
    private readonly string? _server;
    private readonly string _name;

    private ScratchDatabaseStore(string connectionString, string? server, string name) => (ConnectionString, _server, _name) = (connectionString, server, name);

    public string ConnectionString { get; }

    /// <summary>Beside the gateway's own, on the same server. Its user must be allowed to make databases.</summary>
    public static async Task<ScratchDatabaseStore> BesideAsync(string gateway, string area, TimeProvider clock, CancellationToken cancellationToken)
    {
        var name = $"gateway_certify_{area}_{clock.GetUtcNow().ToUnixTimeMilliseconds():x}";
        await ExecuteAsync(gateway, $"create database {Quoted(name)}", cancellationToken);
        var made = new ScratchDatabaseStore(
            new NpgsqlConnectionStringBuilder(gateway) { Database = name, SearchPath = null }.ConnectionString, gateway, name);
        return await MigratedAsync(made, cancellationToken);
    }

    /// <summary>In a database that is there. <see langword="null"/>: it holds a gateway's tables already, and must not be touched.</summary>
    public static async Task<ScratchDatabaseStore?> InAsync(string connectionString, CancellationToken cancellationToken)
    {
        await using (var connection = await OpenAsync(connectionString, cancellationToken))
        await using (var look = new NpgsqlCommand("select exists (select 1 from pg_namespace where nspname = $1)", connection))
        {
            look.Parameters.AddWithValue(Migrator.Schema);
            if (await look.ExecuteScalarAsync(cancellationToken) is true)
            {
                return null;
            }
        }

        return await MigratedAsync(new ScratchDatabaseStore(connectionString, null, Migrator.Schema), cancellationToken);
    }

    public async ValueTask DisposeAsync() => await (_server is null
        ? ExecuteAsync(ConnectionString, $"drop schema {Quoted(_name)} cascade", CancellationToken.None)
        : ExecuteAsync(_server, $"drop database {Quoted(_name)} with (force)", CancellationToken.None));

    private static async Task<ScratchDatabaseStore> MigratedAsync(ScratchDatabaseStore made, CancellationToken cancellationToken)
    {
        try
        {
            await Migrator.MigrateAsync(made.ConnectionString, cancellationToken);
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    [SuppressMessage("Security", "CA2100", Justification = "Names can't be parameters; they are made here, of an area's digits and the time, and quoted.")]
    private static async Task ExecuteAsync(string connectionString, string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(connectionString, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    private static string Quoted(string name) => '"' + name.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
