using Gateway.Pipeline.Audit;
using Npgsql;

namespace Gateway.Benchmarks.Audit;

/// <summary>A log table as one writes it by hand: the same columns and the same single statement, no digest, no chain.</summary>
internal static class PlainInsertBaseline
{
    public const string Table =
        """
        create table plain_log (entry_no bigint generated always as identity primary key, at timestamptz not null, kind text not null,
          area text, subject text not null, detail text not null)
        """;

    public static async Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<AuditEvent> events, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "insert into plain_log (at, kind, area, subject, detail) select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[])",
            connection, transaction);
        command.Parameters.AddWithValue(TimeProvider.System.GetUtcNow().UtcDateTime);
        command.Parameters.AddWithValue(events.Select(x => x.Kind).ToArray());
        command.Parameters.AddWithValue(events.Select(x => x.Area).ToArray());
        command.Parameters.AddWithValue(events.Select(x => x.Subject).ToArray());
        command.Parameters.AddWithValue(events.Select(x => x.Detail).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
