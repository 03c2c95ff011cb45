using Npgsql;

namespace Gateway.Pipeline.Reconcile;

/// <summary>A stored run, as operators and the interface see it.</summary>
/// <param name="Counts">What was counted; <see langword="null"/> where nothing was compared.</param>
/// <param name="AuditEntry">The audit entry that holds the counts and both hashes.</param>
public sealed record StoredReconciliation(
    long RunId, string Target, string Area, DateOnly From, DateOnly To, string Origin, bool Repair, string State, DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt, string? Message, ReconcileCounts? Counts, Guid? AuditEntry)
{
    public bool Clean => State == ReconcileStates.Completed && Counts is { Clean: true };
}

/// <summary>A stored finding. Digests are lower-case hex.</summary>
/// <param name="RepairState">What became of the delivery that repairs it.</param>
public sealed record StoredFinding(
    string Kind, string WireId, string? DocId, int? Version, string? Ours, string? OursDigest, string? Theirs, string? TheirsDigest, DateOnly? Day,
    string Repair, string State, string? Why, string? RepairState);

/// <summary>SQL that reads runs and findings for those who look.</summary>
public sealed class ReconcileReadStore(NpgsqlDataSource database)
{
    private const string Columns =
        """
        select r.run_id, r.target, r.area, r.day_from, r.day_to, r.origin, r.repair, r.state, r.started_at, r.ended_at, r.message,
          r.theirs, r.others, r.ours, r.matched, r.moved, r.unhashed, r.missing_there, r.unknown_here, r.other_content, r.should_be_withdrawn,
          r.should_be_published, encode(r.ours_sha256, 'hex'), encode(r.theirs_sha256, 'hex'),
          (select e.entry_id from audit_entry e
            where e.subject = 'reconcile:' || r.run_id and e.kind = 'reconcile.ended' limit 1)
        from reconcile_run r
        """;

    /// <summary>The newest runs first; of an area or a target, where one is given.</summary>
    public async Task<IReadOnlyList<StoredReconciliation>> RunsAsync(string? area, string? target, int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            Columns + "\nwhere ($1::text is null or r.area = $1) and ($2::text is null or r.target = $2) order by r.run_id desc limit $3");
        command.Parameters.Add(Delivery.Sql.Text(area));
        command.Parameters.Add(Delivery.Sql.Text(target));
        command.Parameters.AddWithValue(most);
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>Whether these days were compared since then, or ever found the same on both sides as a whole month.</summary>
    public async Task<bool> IsDoneAsync(
        string target, string area, DateOnly from, DateOnly to, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select exists (select from reconcile_run
              where target = $1 and area = $2 and day_from = $3 and day_to = $4 and state in ('completed', 'held')
                and (started_at >= $5 or (origin = 'month' and moved = 0 and unhashed = 0 and ours_sha256 = theirs_sha256
                  and missing_there + unknown_here + other_content + should_be_withdrawn + should_be_published = 0)))
            """);
        command.Parameters.AddWithValue(target);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(to);
        command.Parameters.AddWithValue(since.UtcDateTime);
        return (bool)(await command.ExecuteScalarAsync(cancellationToken) ?? false);
    }

    public async Task<StoredReconciliation?> FindAsync(long run, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Columns + "\nwhere r.run_id = $1");
        command.Parameters.AddWithValue(run);
        return await ReadAsync(command, cancellationToken) is [var only] ? only : null;
    }

    /// <summary>For every area, the newest run of a target that compared a whole range of days: a clean one, where there is one.</summary>
    public async Task<IReadOnlyList<StoredReconciliation>> CoveringAsync(
        string target, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            Columns +
            """

            where r.run_id in (
              select distinct on (area) run_id from reconcile_run
              where target = $1 and day_from <= $2 and day_to >= $3 and ours_sha256 is not null
              order by area, run_id desc)
            order by r.area
            """);
        command.Parameters.AddWithValue(target);
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(to);
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>A run's findings, in order of kind and identity.</summary>
    public async Task<IReadOnlyList<StoredFinding>> FindingsAsync(long run, int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select f.kind, f.wire_id, f.doc_id, f.version, f.ours, encode(f.ours_digest, 'hex'), f.theirs, encode(f.theirs_digest, 'hex'), f.theirs_day,
              f.repair, f.state, f.why, d.state
            from reconcile_finding f left join delivery d on d.delivery_id = f.placed_id
            where f.run_id = $1 order by f.place limit $2
            """);
        command.Parameters.AddWithValue(run);
        command.Parameters.AddWithValue(most);
        var findings = new List<StoredFinding>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        while (await reader.ReadAsync(cancellationToken))
        {
            findings.Add(new StoredFinding(
                reader.GetString(0), reader.GetString(1), Text(2), reader.IsDBNull(3) ? null : reader.GetInt32(3), Text(4), Text(5), Text(6), Text(7),
                reader.IsDBNull(8) ? null : reader.GetFieldValue<DateOnly>(8), reader.GetString(9), reader.GetString(10), Text(11), Text(12)));
        }

        return findings;
    }

    private static async Task<IReadOnlyList<StoredReconciliation>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var runs = new List<StoredReconciliation>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            long Count(int column) => reader.GetInt64(column);
            runs.Add(new StoredReconciliation(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetFieldValue<DateOnly>(3), reader.GetFieldValue<DateOnly>(4),
                reader.GetString(5), reader.GetBoolean(6), reader.GetString(7), reader.GetFieldValue<DateTimeOffset>(8),
                reader.IsDBNull(9) ? null : reader.GetFieldValue<DateTimeOffset>(9), reader.IsDBNull(10) ? null : reader.GetString(10),
                reader.IsDBNull(22)
                    ? null
                    : new ReconcileCounts(
                        Count(11), Count(12), Count(13), Count(14), Count(15), Count(16), Count(17), Count(18), Count(19), Count(20), Count(21),
                        reader.GetString(22), reader.GetString(23)),
                reader.IsDBNull(24) ? null : reader.GetGuid(24)));
        }

        return runs;
    }
}
