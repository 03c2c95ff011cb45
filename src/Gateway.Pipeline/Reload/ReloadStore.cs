using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Adapters.Configuration;
using Gateway.Pipeline.Audit;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Pipeline.Reload;

/// <summary>SQL of <c>adapter_change</c> and <c>adapter_reader</c>.</summary>
public sealed class ReloadStore(NpgsqlDataSource database, AuditLog audit, TimeProvider clock)
{
    private static readonly TimeSpan Gone = TimeSpan.FromMinutes(5);
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Keeps a change that is being taken, with its audit entry, unless another process that reads the same files was faster.</summary>
    public Task TakenAsync(
        string process, byte[] mark, string from, string to, IReadOnlyList<SettingChange> differences, CancellationToken cancellationToken) =>
        AddAsync(process, "taken", mark, from, to, differences, [], ReloadAudit.Taken(from, to, differences), cancellationToken);

    /// <summary>Keeps a change that is refused.</summary>
    public Task RefusedAsync(
        string process, byte[] mark, string from, IReadOnlyList<ConfigurationProblem> problems, CancellationToken cancellationToken) =>
        AddAsync(process, "refused", mark, from, null, [], problems, ReloadAudit.Refused(from, problems), cancellationToken);

    /// <summary>Says which configuration a process works with.</summary>
    public async Task SignAsync(
        string process, string version, DateTimeOffset since, IReadOnlyList<ConfigurationProblem> problems, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with old as (delete from adapter_reader where seen_at < $5 - interval '1 day')
            insert into adapter_reader (process, version, since, problems, seen_at) values ($1, $2, $3, $4, $5)
            on conflict (process) do update set version = excluded.version, since = excluded.since, problems = excluded.problems, seen_at = excluded.seen_at
            """);
        command.Parameters.AddWithValue(process);
        command.Parameters.AddWithValue(version);
        command.Parameters.AddWithValue(since);
        command.Parameters.Add(Json(problems));
        command.Parameters.AddWithValue(now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The processes that have been heard of lately.</summary>
    public async Task<IReadOnlyList<AdapterReader>> ReadersAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select process, version, since, problems, seen_at from adapter_reader where seen_at > $1 order by process");
        command.Parameters.AddWithValue(clock.GetUtcNow() - Gone);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<AdapterReader>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new AdapterReader(
                reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2),
                Read<ConfigurationProblem>(reader.GetString(3)), reader.GetFieldValue<DateTimeOffset>(4)));
        }

        return found;
    }

    /// <summary>The newest changes, the newest first.</summary>
    public async Task<IReadOnlyList<AdapterChange>> ChangesAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select change_id, at, process, from_version, to_version, differences, problems from adapter_change order by change_id desc limit $1");
        command.Parameters.AddWithValue(most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<AdapterChange>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new AdapterChange(
                reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetString(3),
                await reader.IsDBNullAsync(4, cancellationToken) ? null : reader.GetString(4),
                Read<SettingChange>(reader.GetString(5)), Read<ConfigurationProblem>(reader.GetString(6))));
        }

        return found;
    }

    private async Task AddAsync(
        string process, string outcome, byte[] mark, string from, string? to, IReadOnlyList<SettingChange> differences,
        IReadOnlyList<ConfigurationProblem> problems, AuditEvent entry, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // A statement of its own: what another process wrote while this one waited for the lock is seen by the next.
        await using (var take = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended('adapter_change', 0))", connection, transaction))
        {
            await take.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var command = new NpgsqlCommand(
            """
            insert into adapter_change (at, process, outcome, mark, from_version, to_version, differences, problems)
            select $1, $2, $3, $4, $5, $6, $7, $8
            where not exists (
              select 1 from (select mark, outcome from adapter_change order by change_id desc limit 1) as newest
              where newest.mark = $4 and newest.outcome = $3)
            """,
            connection, transaction);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        command.Parameters.AddWithValue(process);
        command.Parameters.AddWithValue(outcome);
        command.Parameters.AddWithValue(mark);
        command.Parameters.AddWithValue(from);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)to ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(Json(differences));
        command.Parameters.Add(Json(problems));
        if (await command.ExecuteNonQueryAsync(cancellationToken) > 0)
        {
            await audit.AppendAsync(connection, transaction, [entry], cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static NpgsqlParameter Json<T>(IReadOnlyList<T> values) =>
        new() { Value = JsonSerializer.Serialize(values, Plain), NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static List<T> Read<T>(string json) => JsonSerializer.Deserialize<List<T>>(json, Plain) ?? [];
}

/// <param name="Version">Of the configuration it works with.</param>
/// <param name="Since">Since when.</param>
/// <param name="Problems">Why it does not take what its files hold now; empty where it does.</param>
/// <param name="SeenAt">When it was last heard of.</param>
public sealed record AdapterReader(
    string Process, string Version, DateTimeOffset Since, IReadOnlyList<ConfigurationProblem> Problems, DateTimeOffset SeenAt);

/// <param name="Process">The first process that noticed.</param>
/// <param name="To"><see langword="null"/>: it was refused.</param>
public sealed record AdapterChange(
    long Id, DateTimeOffset At, string Process, string From, string? To, IReadOnlyList<SettingChange> Differences,
    IReadOnlyList<ConfigurationProblem> Problems);
