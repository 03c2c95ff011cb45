using Npgsql;
using NpgsqlTypes;

namespace Gateway.Pipeline.Reconcile;

/// <summary>SQL of <c>reconcile_finding</c> as far as repairs need it.</summary>
internal static class FindingStore
{
    /// <summary>The open findings of the next so many records that a rule would repair.</summary>
    public static async Task<IReadOnlyList<OpenFinding>> NextAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long run, int records, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with docs as (
              select distinct doc_kind, doc_id from reconcile_finding where run_id = $1 and state = 'open' and repair <> 'person'
              order by doc_kind, doc_id limit $2)
            select f.place, f.kind, f.wire_id, f.doc_kind, f.doc_id, f.version, f.delivery_id, f.repair
            from reconcile_finding f join docs using (doc_kind, doc_id)
            where f.run_id = $1 and f.state = 'open' and f.repair <> 'person' order by f.place
            """,
            connection, transaction);
        command.Parameters.AddWithValue(run);
        command.Parameters.AddWithValue(records);
        var findings = new List<OpenFinding>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            findings.Add(new OpenFinding(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt32(5),
                reader.GetInt64(6), reader.GetString(7)));
        }

        return findings;
    }

    /// <summary>What became of findings: the newest delivery of the record was placed for it, or why none was.</summary>
    public static async Task DecideAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long run, string target, string area,
        IReadOnlyList<(OpenFinding Finding, string? Skipped)> decided, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update reconcile_finding f set state = case when x.why is null then 'queued' else 'skipped' end, why = x.why, changed_at = $6,
              placed_id = case when x.why is null then (select max(d.delivery_id) from delivery d
                where (d.area, d.kind, d.doc_id, d.target) = ($3, f.doc_kind, f.doc_id, $2)) end
            from unnest($4::bigint[], $5::text[]) as x (place, why) where f.run_id = $1 and f.place = x.place
            """,
            connection, transaction);
        command.Parameters.AddWithValue(run);
        command.Parameters.AddWithValue(target);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(decided.Select(x => x.Finding.Place).ToArray());
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = decided.Select(x => x.Skipped).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
        });
        command.Parameters.AddWithValue(now.UtcDateTime);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>How many findings a run's repairs queued and skipped.</summary>
    public static async Task<(int Queued, int Skipped)> CountAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long run, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select count(*) filter (where state = 'queued')::int, count(*) filter (where state = 'skipped')::int
            from reconcile_finding where run_id = $1 and state <> 'open'
            """,
            connection, transaction);
        command.Parameters.AddWithValue(run);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.GetInt32(1));
    }

    /// <summary>Locks the records' deliveries at the target and says what stands now. The documents were locked before.</summary>
    public static async Task<IReadOnlyList<RepairFacts>> FactsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string target, string area, string kind, string[] docs, DateOnly today,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "select from delivery where area = $1 and kind = $2 and doc_id = any($3) and target = $4 order by delivery_id for update")
        {
            Parameters = { new() { Value = area }, new() { Value = kind }, new() { Value = docs }, new() { Value = target } },
        });
        // A statement of its own: its snapshot is taken after the locks.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            select d.doc_id, d.version, d.delivery_id, d.operation, d.state, r.version, w.reason is not null,
              v.exempt_ground is not null or exists (select from exemption e where $2 = 'result' and (e.area, e.result_id) = (d.area, d.doc_id)
                and e.revoked_at is null and (e.expires_on is null or e.expires_on >= $5)),
              coalesce(case when d.operation = 'd' then d.reason end, w.reason), coalesce(d.basis, w.basis)
            from (
              select distinct on (doc_id) * from delivery
              where area = $1 and kind = $2 and doc_id = any($3) and target = $4 order by doc_id, delivery_id desc) d
            left join lateral (
              select h.version from document_newest h where (h.kind, h.area, h.doc_id) = (d.kind, d.area, d.doc_id) limit 1) r on true
            left join result_version v on $2 = 'result' and (v.area, v.result_id, v.version) = (d.area, d.doc_id, d.version)
            left join lateral (
              select x.reason, x.basis from document_taken_back x
              where (x.kind, x.area, x.doc_id, x.version) = (d.kind, d.area, d.doc_id, d.version) limit 1) w on true
            """)
        {
            Parameters =
            {
                new() { Value = area }, new() { Value = kind }, new() { Value = docs }, new() { Value = target }, new() { Value = today },
            },
        });
        var facts = new List<RepairFacts>();
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            facts.Add(new RepairFacts(
                kind, reader.GetString(0), reader.GetInt32(1), reader.GetInt64(2), reader.GetString(3), reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetInt32(5), reader.GetBoolean(6), reader.GetBoolean(7),
                reader.IsDBNull(8) ? null : reader.GetString(8), reader.IsDBNull(9) ? null : reader.GetString(9)));
        }

        return facts;
    }
}
