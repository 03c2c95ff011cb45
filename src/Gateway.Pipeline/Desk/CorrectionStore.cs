using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Pipeline.Desk;

/// <summary>SQL of <c>desk_correction</c>.</summary>
public sealed class CorrectionStore(NpgsqlDataSource database, TimeProvider clock)
{
    private const string Columns =
        "correction_id, area, result_id, base_version, state, reason, diff::text, proposed_by, proposed_at, decided_by, decided_at, decision, outcome";

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<DeskCorrection>> ListAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from desk_correction order by correction_id desc limit $1");
        command.Parameters.AddWithValue(most);
        return await ReadAsync(command, cancellationToken);
    }

    public async Task<DeskCorrection?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from desk_correction where correction_id = $1");
        command.Parameters.AddWithValue(id);
        return await ReadAsync(command, cancellationToken) is [var found, ..] ? found : null;
    }

    /// <summary>Locks a proposal until commit.</summary>
    internal static async Task<DeskCorrection?> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from desk_correction where correction_id = $1 for update", connection, transaction);
        command.Parameters.AddWithValue(id);
        return await ReadAsync(command, cancellationToken) is [var found, ..] ? found : null;
    }

    /// <summary>The highest stored version of a result, encrypted.</summary>
    internal async Task<(int Version, byte[] Body)?> HighestAsync(string area, string resultId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select version, body from result_version where area = $1 and result_id = $2 order by version desc limit 1");
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(resultId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetInt32(0), reader.GetFieldValue<byte[]>(1)) : null;
    }

    /// <returns><see langword="null"/> where another proposal for the result is open.</returns>
    internal async Task<long?> InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string resultId, int baseVersion, string reason, byte[] sealedBody,
        IReadOnlyList<FieldDiff> diff, string by, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into desk_correction (area, result_id, base_version, reason, body_sealed, diff, proposed_by, proposed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (area, result_id) where state in ('proposed', 'approved') do nothing returning correction_id
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(resultId);
        command.Parameters.AddWithValue(baseVersion);
        command.Parameters.AddWithValue(reason);
        command.Parameters.AddWithValue(sealedBody);
        command.Parameters.Add(new NpgsqlParameter { Value = JsonSerializer.Serialize(diff), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.AddWithValue(by);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    internal async Task DecidedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long id, string state, string by, string words, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "update desk_correction set state = $2, decided_by = $3, decision = $4, decided_at = $5 where correction_id = $1", connection, transaction);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(state);
        command.Parameters.AddWithValue(by);
        command.Parameters.AddWithValue(words);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Approved ones that the intake has not yet seen the end of, with their sealed bodies.</summary>
    internal async Task<IReadOnlyList<(long Id, string Area, byte[] Body)>> ApprovedAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select correction_id, area, body_sealed from desk_correction where state = 'approved' order by 1 limit 20");
        var approved = new List<(long, string, byte[])>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            approved.Add((reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2)));
        }

        return approved;
    }

    internal async Task EndedAsync(long id, string state, string outcome, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "update desk_correction set state = $2, outcome = $3 where correction_id = $1 and state = 'approved'");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(state);
        command.Parameters.AddWithValue(outcome);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<DeskCorrection>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var corrections = new List<DeskCorrection>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            corrections.Add(new DeskCorrection(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetString(4), reader.GetString(5),
                JsonSerializer.Deserialize<List<FieldDiff>>(reader.GetString(6)) ?? [], reader.GetString(7), reader.GetFieldValue<DateTimeOffset>(8),
                Text(reader, 9), reader.IsDBNull(10) ? null : reader.GetFieldValue<DateTimeOffset>(10), Text(reader, 11), Text(reader, 12)));
        }

        return corrections;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
