using Gateway.Contracts.Results;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Pipeline.Results;

/// <summary>SQL of <c>result</c> and <c>result_version</c>.</summary>
public sealed class ResultStore(TimeProvider clock)
{
    /// <summary>
    /// Locks the ids for this transaction, new ones too, and returns what is stored of them. Ids are locked in one order, so two batches
    /// that share some wait for each other instead of dying.
    /// </summary>
    internal async Task<IReadOnlyList<StoredVersion>> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        string[] ordered = [.. ids.Order(StringComparer.Ordinal)];
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            insert into result (area, result_id, version, first_stored_at, last_stored_at)
            select $1, id, 1, $3, $3 from unnest($2::text[]) as i (id)
            on conflict on constraint result_pk do nothing
            """)
        {
            Parameters = { new() { Value = area }, new() { Value = ordered }, new() { Value = clock.GetUtcNow() } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "select from result where area = $1 and result_id = any($2) order by result_id for update")
        {
            Parameters = { new() { Value = area }, new() { Value = ordered } },
        });
        // A statement of its own: its snapshot is taken after the locks, so it sees what the one waited for has stored.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "select result_id, version, content_hash from result_version where area = $1 and result_id = any($2)")
        {
            Parameters = { new() { Value = area }, new() { Value = ordered } },
        });
        var stored = new List<StoredVersion>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            // The locking statement returns rows without columns.
            while (reader.FieldCount > 0 && await reader.ReadAsync(cancellationToken))
            {
                stored.Add(new StoredVersion(reader.GetString(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)));
            }
        }
        while (await reader.NextResultAsync(cancellationToken));
        return stored;
    }

    /// <summary>Locks stored results, in one order, and gives the highest version of each; those never stored are not in it.</summary>
    internal static async Task<Dictionary<string, int>> LockHighestAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select result_id, version from result where area = $1 and result_id = any($2) order by result_id for update", connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(ids.ToArray());
        var highest = new Dictionary<string, int>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            highest[reader.GetString(0)] = reader.GetInt32(1);
        }

        return highest;
    }

    internal async Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string source, IReadOnlyList<PreparedResult> results,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with stored as (
              insert into result_version (area, result_id, version, content_hash, body, subject_kind, subject_uscc, lead_dept_code,
                checked_on, entered_at, exempt_ground, stored_at, source)
              select $1, r.id, r.version, r.hash, r.body, r.kind, r.uscc, r.dept, r.checked, r.entered, r.ground, $2, $3
              from unnest($4::text[], $5::int[], $6::bytea[], $7::bytea[], $8::text[], $9::text[], $10::text[], $11::date[],
                $12::timestamptz[], $13::text[]) as r (id, version, hash, body, kind, uscc, dept, checked, entered, ground))
            update result r set version = x.version, last_stored_at = $2
            from (select id, max(version) as version from unnest($4::text[], $5::int[]) as v (id, version) group by id) x
            where r.area = $1 and r.result_id = x.id and r.version < x.version
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        command.Parameters.AddWithValue(source);
        command.Parameters.AddWithValue(results.Select(x => x.Id).ToArray());
        command.Parameters.AddWithValue(results.Select(x => x.Version).ToArray());
        command.Parameters.AddWithValue(results.Select(x => x.Hash).ToArray());
        command.Parameters.AddWithValue(results.Select(x => x.SealedBody).ToArray());
        command.Parameters.AddWithValue(results.Select(x => x.Result.Subject?.Kind).ToArray());
        command.Parameters.AddWithValue(results.Select(x => UsccOf(x.Result)).ToArray());
        command.Parameters.AddWithValue(results.Select(x => x.Result.LeadDept?.Code).ToArray());
        command.Parameters.AddWithValue(results.Select(x => x.Result.CheckedOn).ToArray());
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = results.Select(x => x.Result.EnteredAt?.UtcDateTime).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        });
        command.Parameters.AddWithValue(results.Select(x => x.Result.Exemption?.Ground).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string? UsccOf(InspectionResult result) => result.Subject is { CredentialType: "001" } subject ? subject.CredentialCode : null;
}
