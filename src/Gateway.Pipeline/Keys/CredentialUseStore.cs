using System.Text.Json;
using Gateway.Pipeline.Audit;
using Npgsql;

namespace Gateway.Pipeline.Keys;

/// <summary>SQL of <c>credential_use</c>: when a platform took a set of secrets for the first time, with its audit entry.</summary>
public sealed class CredentialUseStore(NpgsqlDataSource database, AuditLog audit)
{
    public async Task AddAsync(CredentialUse use, string process, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            "insert into credential_use (scope, digest, name, first_used_at, process) values ($1, $2, $3, $4, $5) on conflict do nothing",
            connection, transaction);
        command.Parameters.AddWithValue(use.Scope);
        command.Parameters.AddWithValue(use.Digest);
        command.Parameters.AddWithValue(use.Name);
        command.Parameters.AddWithValue(use.At);
        command.Parameters.AddWithValue(process);
        if (await command.ExecuteNonQueryAsync(cancellationToken) > 0)
        {
            await audit.AppendAsync(connection, transaction, [Entry(use)], cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The newest first uses, the newest first.</summary>
    public async Task<IReadOnlyList<(string Scope, string Name, DateTimeOffset At)>> ReadAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select scope, name, first_used_at from credential_use order by first_used_at desc limit $1");
        command.Parameters.AddWithValue(most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<(string, string, DateTimeOffset)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add((reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return found;
    }

    private static AuditEvent Entry(CredentialUse use)
    {
        var area = use.Scope.Split('/') is [var own, _] ? own : null;
        return new AuditEvent(
            AuditKinds.CredentialUsed, area, $"credential:{use.Scope}",
            JsonSerializer.Serialize(new { scope = use.Scope, name = use.Name, firstUsedAt = use.At }));
    }
}
