using Npgsql;

namespace Gateway.Pipeline.Disclosure;

/// <summary>SQL of <c>withdrawal</c>.</summary>
public sealed class WithdrawalStore(TimeProvider clock)
{
    internal static async Task<WithdrawalRequest?> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string id, int version, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select reason, basis from withdrawal where area = $1 and result_id = $2 and version = $3", connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(version);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new WithdrawalRequest(reader.GetString(0), reader.GetString(1)) : null;
    }

    /// <summary>Those whose given version was withdrawn.</summary>
    internal static async Task<IReadOnlySet<string>> WithdrawnAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyDictionary<string, int> versions,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select w.result_id from unnest($2::text[], $3::int[]) as v (id, version)
            join withdrawal w on w.area = $1 and w.result_id = v.id and w.version = v.version
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(versions.Keys.ToArray());
        command.Parameters.AddWithValue(versions.Values.ToArray());
        var withdrawn = new HashSet<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            withdrawn.Add(reader.GetString(0));
        }

        return withdrawn;
    }

    internal async Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string id, int version, WithdrawalRequest request,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "insert into withdrawal (area, result_id, version, reason, basis, stored_at) values ($1, $2, $3, $4, $5, $6)", connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(version);
        command.Parameters.AddWithValue(request.Reason ?? "");
        command.Parameters.AddWithValue(request.Basis ?? "");
        command.Parameters.AddWithValue(clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
