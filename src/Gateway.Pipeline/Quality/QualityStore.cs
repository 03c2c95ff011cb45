using Gateway.Pipeline.Normalise;
using Npgsql;

namespace Gateway.Pipeline.Quality;

/// <summary>SQL of <c>quality_issue</c>: one row a kind of problem.</summary>
public sealed class QualityStore(TimeProvider clock)
{
    /// <summary>
    /// Records findings of a run or, step by step, of a part of it: they count anew in every run, but one that goes on where another did
    /// not end counts on, for it does not look again at what that one stored. Returns the kinds met for the first time.
    /// </summary>
    public Task<IReadOnlyList<FindingKind>> RecordAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string feed, long? runId, IReadOnlyList<Finding> findings,
        CancellationToken cancellationToken) =>
        WriteAsync(connection, transaction, area, feed, runId, findings, adding: false, cancellationToken);

    /// <summary>Adds findings of what comes in piece by piece: occurrences count up.</summary>
    public Task AddAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string feed, IReadOnlyList<Finding> findings,
        CancellationToken cancellationToken) =>
        WriteAsync(connection, transaction, area, feed, null, findings, adding: true, cancellationToken);

    private async Task<IReadOnlyList<FindingKind>> WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string feed, long? runId, IReadOnlyList<Finding> findings,
        bool adding, CancellationToken cancellationToken)
    {
        if (findings.Count == 0)
        {
            return [];
        }

        // In one order, so that two writers of the same kinds wait for each other instead of locking each other out.
        findings = [.. findings.OrderBy(x => (x.Kind.IssueClass, x.Kind.Problem, x.Kind.Field, x.Kind.DeptCode))];
        await using var command = new NpgsqlCommand(
            """
            insert into quality_issue as q (area, feed, issue_class, problem, field, dept_code, message, sample_masked, occurrences, first_seen, last_seen, last_run)
            select $1, $2, issue_class, problem, field, dept_code, message, sample_masked, occurrences, $3, $3, $4
            from unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::bigint[])
              as f (issue_class, problem, field, dept_code, message, sample_masked, occurrences)
            on conflict (area, feed, issue_class, problem, field, dept_code) do update set
              message = excluded.message, sample_masked = excluded.sample_masked,
              occurrences = excluded.occurrences + case
                when $12 or q.last_run = $4 or exists (select from run r where r.run_id = q.last_run and r.outcome <> 'completed') then q.occurrences
                else 0 end,
              last_seen = excluded.last_seen, last_run = excluded.last_run
            returning issue_class, problem, field, dept_code, xmax = 0
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(feed);
        command.Parameters.AddWithValue(clock.GetUtcNow().UtcDateTime);
        command.Parameters.AddWithValue((object?)runId ?? DBNull.Value);
        command.Parameters.AddWithValue(findings.Select(x => x.Kind.IssueClass).ToArray());
        command.Parameters.AddWithValue(findings.Select(x => x.Kind.Problem).ToArray());
        command.Parameters.AddWithValue(findings.Select(x => x.Kind.Field).ToArray());
        command.Parameters.AddWithValue(findings.Select(x => x.Kind.DeptCode).ToArray());
        command.Parameters.AddWithValue(findings.Select(x => x.Message).ToArray());
        command.Parameters.AddWithValue(findings.Select(x => x.SampleMasked).ToArray());
        command.Parameters.AddWithValue(findings.Select(x => x.Occurrences).ToArray());
        command.Parameters.AddWithValue(adding);
        command.Parameters[3].NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint;
        var fresh = new List<FindingKind>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (reader.GetBoolean(4))
            {
                fresh.Add(new FindingKind(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3)));
            }
        }

        return fresh;
    }
}
