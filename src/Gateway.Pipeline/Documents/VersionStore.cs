using Gateway.Pipeline.Results;
using Npgsql;

namespace Gateway.Pipeline.Documents;

/// <summary>SQL that locks documents of any kind and reads what is stored of them.</summary>
internal static class VersionStore
{
    /// <summary>
    /// Locks the ids for this transaction, new ones too, and returns what is stored of them. Ids are locked in one order, so two batches
    /// that share some wait for each other instead of dying. A credit repair of the area waits for it, or it for the repair.
    /// </summary>
    public static async Task<IReadOnlyList<StoredVersion>> LockAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DocumentTable table, string area, IReadOnlyCollection<string> ids,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        string[] ordered = [.. ids.Order(StringComparer.Ordinal)];
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select from pg_advisory_xact_lock_shared(hashtextextended('repair ' || $1, 0))")
        {
            Parameters = { new() { Value = area } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"""
            insert into {table.Kind} (area, {table.Id}, version, first_stored_at, last_stored_at)
            select $1, id, 1, $3, $3 from unnest($2::text[]) as i (id)
            on conflict on constraint {table.Kind}_pk do nothing
            """)
        {
            Parameters = { new() { Value = area }, new() { Value = ordered }, new() { Value = now } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"select from {table.Kind} where area = $1 and {table.Id} = any($2) order by {table.Id} for update")
        {
            Parameters = { new() { Value = area }, new() { Value = ordered } },
        });
        // A statement of its own: its snapshot is taken after the locks, so it sees what the one waited for has stored.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"select {table.Id}, version, content_hash from {table.Versions} where area = $1 and {table.Id} = any($2)")
        {
            Parameters = { new() { Value = area }, new() { Value = ordered } },
        });
        var stored = new List<StoredVersion>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            // The locking statements return rows without columns.
            while (reader.FieldCount > 0 && await reader.ReadAsync(cancellationToken))
            {
                stored.Add(new StoredVersion(reader.GetString(0), reader.GetInt32(1), reader.GetFieldValue<byte[]>(2)));
            }
        }
        while (await reader.NextResultAsync(cancellationToken));
        return stored;
    }

    /// <summary>Locks stored documents, in one order, and gives the highest version of each; those never stored are not in it.</summary>
    public static async Task<Dictionary<string, int>> LockHighestAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DocumentTable table, string area, IReadOnlyCollection<string> ids,
        CancellationToken cancellationToken)
    {
        await using var command = TableCommand.Of(
            $"select {table.Id}, version from {table.Kind} where area = $1 and {table.Id} = any($2) order by {table.Id} for update", connection, transaction);
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
}
