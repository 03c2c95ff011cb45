using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Protection;
using Npgsql;

namespace Gateway.Pipeline.Persistence;

/// <summary>Platform-issued secrets in PostgreSQL: one process renews at a time, the others take what it got.</summary>
public sealed class SharedSecretStore(NpgsqlDataSource database, FieldCipher cipher) : ISharedSecretStore
{
    public async Task<SharedSecret?> GetAsync(string name, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await ReadAsync(connection, name, cancellationToken);
    }

    public async Task<SharedSecret> RenewAsync(
        string name, long knownVersion, Func<CancellationToken, Task<IssuedSecret>> renew, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var take = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended('shared_secret:' || $1, 0))", connection, transaction))
        {
            take.Parameters.AddWithValue(name);
            await take.ExecuteNonQueryAsync(cancellationToken);
        }

        var stored = await ReadAsync(connection, name, cancellationToken);
        if (stored is not null && stored.Version > knownVersion)
        {
            return stored;
        }

        var issued = await renew(cancellationToken);
        var version = (stored?.Version ?? 0) + 1;
        await using (var write = new NpgsqlCommand(
            """
            insert into shared_secret (name, version, value_sealed, issued_at, expires_at) values ($1, $2, $3, $4, $5)
            on conflict (name) do update set version = excluded.version, value_sealed = excluded.value_sealed,
              issued_at = excluded.issued_at, expires_at = excluded.expires_at
            """,
            connection, transaction))
        {
            write.Parameters.AddWithValue(name);
            write.Parameters.AddWithValue(version);
            write.Parameters.AddWithValue(cipher.Protect(issued.Value));
            write.Parameters.AddWithValue(issued.IssuedAt.UtcDateTime);
            write.Parameters.AddWithValue(issued.ExpiresAt.UtcDateTime);
            await write.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return new SharedSecret(issued, version);
    }

    private async Task<SharedSecret?> ReadAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select version, value_sealed, issued_at, expires_at from shared_secret where name = $1", connection);
        command.Parameters.AddWithValue(name);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new SharedSecret(
                new IssuedSecret(
                    cipher.UnprotectText((byte[])reader[1]), reader.GetFieldValue<DateTimeOffset>(2), reader.GetFieldValue<DateTimeOffset>(3)),
                reader.GetInt64(0))
            : null;
    }
}
