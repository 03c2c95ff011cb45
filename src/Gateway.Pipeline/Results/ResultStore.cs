using Gateway.Contracts.Results;
using Gateway.Pipeline.Documents;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Pipeline.Results;

/// <summary>SQL of <c>result</c> and <c>result_version</c>.</summary>
public sealed class ResultStore(TimeProvider clock)
{
    internal async Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string source, IReadOnlyList<PreparedDocument<InspectionResult>> results,
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
        command.Parameters.AddWithValue(results.Select(x => x.Content.Subject?.Kind).ToArray());
        command.Parameters.AddWithValue(results.Select(x => UsccOf(x.Content)).ToArray());
        command.Parameters.AddWithValue(results.Select(x => x.Content.LeadDept?.Code).ToArray());
        command.Parameters.AddWithValue(results.Select(x => x.Content.CheckedOn).ToArray());
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = results.Select(x => x.Content.EnteredAt?.UtcDateTime).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        });
        command.Parameters.AddWithValue(results.Select(x => x.Content.Exemption?.Ground).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string? UsccOf(InspectionResult result) => result.Subject is { CredentialType: "001" } subject ? subject.CredentialCode : null;
}
