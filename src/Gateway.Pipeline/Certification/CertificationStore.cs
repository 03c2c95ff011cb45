using System.Text.Json;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Certification.Certify;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Pipeline.Certification;

/// <summary>What is known about the adapters, in table <c>certification</c>: it only grows; of each adapter the last report and the last waiver count. Every entry is audited with it.</summary>
public sealed class CertificationStore(NpgsqlDataSource database, AuditLog audit, TimeProvider clock)
{
    /// <summary>Keeps a report's verdicts.</summary>
    /// <param name="report">The report.</param>
    /// <param name="sha256">Of its JSON.</param>
    /// <param name="by">Who stands for it.</param>
    /// <param name="taken">Whether it was made elsewhere and taken over here.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task AddAsync(CertifyReport report, string sha256, string by, bool taken, CancellationToken cancellationToken)
    {
        var detail = JsonSerializer.Serialize(new
        {
            sha256, by, report.Against, report.Program,
            adapters = report.Adapters.Select(x => new { x.Profile, x.Digest, x.Green, failed = x.Checks.Count(y => y.Verdict == CheckVerdict.Failed) }),
        });
        return AddAsync(
            [.. report.Adapters.Select(x => new Entry(report.Area, x.Profile, x.Digest, x.Green ? "green" : "red", by, Sha256: sha256, Report: JsonSerializer.Serialize(x.Checks)))],
            new AuditEvent(taken ? AuditKinds.CertificationTaken : AuditKinds.CertificationEnded, report.Area, $"certification:{sha256[..16]}", detail),
            cancellationToken);
    }

    /// <summary>An operator answers for an adapter that is not certified, until a day.</summary>
    public Task WaiveAsync(
        string area, string profile, string digest, string by, string reason, DateTimeOffset until, CancellationToken cancellationToken) => AddAsync(
        [new Entry(area, profile, digest, "waived", by, until, reason)],
        new AuditEvent(
            AuditKinds.CertificationWaived, area, $"adapter:{area}/{profile}", JsonSerializer.Serialize(new { digest, by, reason, until })),
        cancellationToken);

    /// <summary>The last report and the last waiver of every adapter under every set of settings.</summary>
    public async Task<IReadOnlyList<CertificationEntry>> LatestAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select distinct on (area, profile, digest, verdict = 'waived') area, profile, digest, verdict, at, until, made_by, reason
            from certification order by area, profile, digest, verdict = 'waived', certification_id desc
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var entries = new List<CertificationEntry>();
        while (await reader.ReadAsync(cancellationToken))
        {
            entries.Add(new CertificationEntry(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4),
                await reader.IsDBNullAsync(5, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(5), reader.GetString(6),
                await reader.IsDBNullAsync(7, cancellationToken) ? null : reader.GetString(7)));
        }

        return entries;
    }

    private async Task AddAsync(IReadOnlyList<Entry> entries, AuditEvent said, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            insert into certification (area, profile, digest, verdict, at, until, made_by, reason, report_sha256, report)
            select area, profile, digest, verdict, $1, until, made_by, reason, report_sha256, report
            from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::text[], $9::text[], $10::jsonb[])
              as e (area, profile, digest, verdict, until, made_by, reason, report_sha256, report)
            """,
            connection, transaction);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        command.Parameters.AddWithValue(entries.Select(x => x.Area).ToArray());
        command.Parameters.AddWithValue(entries.Select(x => x.Profile).ToArray());
        command.Parameters.AddWithValue(entries.Select(x => x.Digest).ToArray());
        command.Parameters.AddWithValue(entries.Select(x => x.Verdict).ToArray());
        command.Parameters.Add(new NpgsqlParameter { Value = entries.Select(x => x.Until?.UtcDateTime).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        command.Parameters.AddWithValue(entries.Select(x => x.By).ToArray());
        command.Parameters.Add(new NpgsqlParameter { Value = entries.Select(x => x.Reason).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = entries.Select(x => x.Sha256).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = entries.Select(x => x.Report).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(cancellationToken);
        await audit.AppendAsync(connection, transaction, [said], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private sealed record Entry(
        string Area, string Profile, string Digest, string Verdict, string By, DateTimeOffset? Until = null, string? Reason = null, string? Sha256 = null,
        string? Report = null);
}

/// <summary>The last word on an adapter.</summary>
/// <param name="Verdict"><c>green</c>, <c>red</c> or <c>waived</c>.</param>
/// <param name="Until">End of a waiver.</param>
/// <param name="Reason">Of a waiver.</param>
public sealed record CertificationEntry(
    string Area, string Profile, string Digest, string Verdict, DateTimeOffset At, DateTimeOffset? Until, string By, string? Reason);
