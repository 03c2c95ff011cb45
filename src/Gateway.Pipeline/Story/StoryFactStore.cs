using Gateway.Pipeline.Documents;
using Gateway.Pipeline.Runs;
using Npgsql;

namespace Gateway.Pipeline.Story;

/// <summary>SQL of the tables that a document's story is told from.</summary>
internal static class StoryFactStore
{
    public static Task<List<VersionFact>> VersionsAsync(
        NpgsqlConnection connection, DocumentTable table, string area, string id, CancellationToken cancellationToken) =>
        ListAsync(
            new NpgsqlCommand(
                """
                select version, stored_at, source, content_hash, checked_on, lead_dept_code, exempt_ground from result_version
                where $3 = 'result' and area = $1 and result_id = $2
                union all
                select version, stored_at, source, content_hash, decided_on, organ_code, null from penalty_version
                where $3 = 'penalty' and area = $1 and penalty_id = $2
                union all
                select version, stored_at, source, content_hash, decided_on, organ_code, null from licence_version
                where $3 = 'licence' and area = $1 and licence_id = $2
                order by version
                """,
                connection),
            [area, id, table.Kind],
            reader => new VersionFact(
                reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3),
                reader.GetFieldValue<DateOnly>(4), reader.GetString(5), Text(reader, 6)),
            cancellationToken);

    public static Task<List<DeliveryFact>> DeliveriesAsync(
        NpgsqlConnection connection, DocumentTable table, string area, string id, CancellationToken cancellationToken) =>
        ListAsync(
            new NpgsqlCommand(
                """
                select delivery_id, target, version, operation, state, reason_code, reason, batch_id, created_at, ended_at from delivery
                where area = $1 and kind = $2 and doc_id = $3 order by delivery_id
                """,
                connection),
            [area, table.Kind, id],
            reader => new DeliveryFact(
                reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2), reader.GetString(3), reader.GetString(4), Text(reader, 5), Text(reader, 6),
                reader.IsDBNull(7) ? null : reader.GetInt64(7), reader.GetFieldValue<DateTimeOffset>(8),
                reader.IsDBNull(9) ? null : reader.GetFieldValue<DateTimeOffset>(9)),
            cancellationToken);

    /// <summary>Every batch that one of the deliveries was ever in: a delivery itself names only the newest.</summary>
    public static Task<List<BatchFact>> BatchesAsync(
        NpgsqlConnection connection, DocumentTable table, string area, IReadOnlyCollection<DeliveryFact> deliveries, CancellationToken cancellationToken) =>
        ListAsync(
            new NpgsqlCommand(
                """
                select batch_id, target, operation, batch_no, formed_at, payload_sha256, state, members, member_rows, wire_ids from delivery_batch
                where area = $1 and kind = $2 and target = any($3) and members && $4 order by batch_id
                """,
                connection),
            [area, table.Kind, deliveries.Select(x => x.Target).Distinct().ToArray(), deliveries.Select(x => x.DeliveryId).ToArray()],
            reader => Batch(reader, deliveries.Select(x => x.DeliveryId).ToHashSet()),
            cancellationToken);

    public static Task<List<AttemptFact>> AttemptsAsync(
        NpgsqlConnection connection, IEnumerable<long> batches, CancellationToken cancellationToken) =>
        ListAsync(
            new NpgsqlCommand(
                """
                select batch_id, attempt, step, at, duration_ms, outcome, code, message from delivery_attempt
                where batch_id = any($1) order by batch_id, attempt
                """,
                connection),
            [batches.ToArray()],
            reader => new AttemptFact(
                reader.GetInt64(0), reader.GetInt32(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3), reader.GetInt32(4),
                reader.GetString(5), Text(reader, 6), Text(reader, 7)),
            cancellationToken);

    private static BatchFact Batch(NpgsqlDataReader reader, HashSet<long> ours)
    {
        var members = reader.GetFieldValue<long[]>(7);
        var rows = reader.GetFieldValue<int[]>(8);
        var wireIds = reader.GetFieldValue<string[]>(9);
        var mine = new List<string>();
        for (int i = 0, row = 0; i < members.Length; row += rows[i], i++)
        {
            if (ours.Contains(members[i]))
            {
                mine.AddRange(wireIds[row..(row + rows[i])]);
            }
        }

        return new BatchFact(
            reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), new DateTimeOffset(reader.GetDateTime(4), ChinaTime.Offset),
            reader.GetFieldValue<byte[]>(5), reader.GetString(6), members.Length, [.. members.Where(ours.Contains)], mine);
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static async Task<List<T>> ListAsync<T>(
        NpgsqlCommand command, object[] values, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var disposed = command;
        command.Parameters.AddRange(values.Select(x => new NpgsqlParameter { Value = x }).ToArray());
        var list = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            list.Add(read(reader));
        }

        return list;
    }
}
