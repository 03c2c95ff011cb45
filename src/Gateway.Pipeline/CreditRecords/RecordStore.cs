using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Documents;
using Npgsql;

namespace Gateway.Pipeline.CreditRecords;

/// <summary>What is stored of a version beside its body.</summary>
/// <param name="PartyHash">Keyed hash of the party's USCC or certificate number.</param>
/// <param name="End">Last day of its publication, if it has one.</param>
/// <param name="Ended">Whether it is not public from the start: nothing has to be ended later.</param>
internal sealed record RecordRow<T>(PreparedDocument<T> Document, byte[] PartyHash, Severity? Severity, DateOnly? End, bool Ended);

/// <summary>SQL of the heads and versions of penalties and licences.</summary>
public sealed class RecordStore(TimeProvider clock)
{
    internal async Task InsertAsync<T>(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DocumentTable table, string area, string source,
        IReadOnlyList<RecordRow<T>> rows, CancellationToken cancellationToken)
        where T : class, ICreditRecord
    {
        await using var command = TableCommand.Of(
            $"""
            with stored as (
              insert into {table.Versions} (area, {table.Id}, version, content_hash, body, party_hash, document_no, organ_code, decided_on,
                severity, publication_end, stored_at, source)
              select $1, r.id, r.version, r.hash, r.body, r.party, r.document_no, r.organ, r.decided, r.severity, r.ending, $2, $3
              from unnest($4::text[], $5::int[], $6::bytea[], $7::bytea[], $8::bytea[], $9::text[], $10::text[], $11::date[], $12::text[],
                $13::date[]) as r (id, version, hash, body, party, document_no, organ, decided, severity, ending))
            update {table.Kind} r set version = x.version, last_stored_at = $2, publication_end = x.ending,
              ended_at = case when x.ended then $2 end
            from (select distinct on (id) id, version, ending, ended
              from unnest($4::text[], $5::int[], $13::date[], $14::boolean[]) as v (id, version, ending, ended) order by id, version desc) x
            where r.area = $1 and r.{table.Id} = x.id and r.version <= x.version
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        command.Parameters.AddWithValue(source);
        command.Parameters.AddWithValue(rows.Select(x => x.Document.Id).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.Document.Version).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.Document.Hash).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.Document.SealedBody).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.PartyHash).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.Document.Content.DocumentNo).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.Document.Content.Organ?.Code).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.Document.Content.DecidedOn).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.Severity?.ToString()).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.End).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.Ended).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The last public days that were computed when these versions were stored; those without one are not in it.</summary>
    internal static async Task<Dictionary<(string Id, int Version), DateOnly>> EndsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DocumentTable table, string area, IEnumerable<string> ids,
        CancellationToken cancellationToken)
    {
        await using var command = TableCommand.Of(
            $"""
            select {table.Id}, version, publication_end from {table.Versions}
            where area = $1 and {table.Id} = any($2) and publication_end is not null
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(ids.Distinct().ToArray());
        var ends = new Dictionary<(string, int), DateOnly>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ends[(reader.GetString(0), reader.GetInt32(1))] = reader.GetFieldValue<DateOnly>(2);
        }

        return ends;
    }
}
