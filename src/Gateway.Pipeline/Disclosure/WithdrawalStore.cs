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
