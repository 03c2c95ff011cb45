using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Documents;
using Npgsql;

namespace Gateway.Pipeline.CreditRecords;

/// <summary>What is stored of a version beside its body.</summary>
/// <param name="PartyHash">Keyed hash of the party's USCC or certificate number.</param>
/// <param name="End">Last day of its publication, if it has one.</param>
/// <param name="Ended">Whether it is not public from the start: nothing has to be ended later.</param>
internal sealed record RecordRow<T>(PreparedDocument<T> Document, byte[] PartyHash, Severity? Severity, DateOnly? End, bool Ended);

/// <summary>What is stored of the highest version of a record.</summary>
internal sealed record RecordFacts(string Id, byte[] PartyHash, DateOnly DecidedOn, Severity? Severity);

/// <summary>A record whose last public day has passed.</summary>
internal sealed record DueRecord(string Area, string Id);

/// <summary>SQL of the heads and versions of penalties and licences.</summary>
public sealed class CreditRecordStore(NpgsqlDataSource database, TimeProvider clock)
{
    private const int DueAtOnce = 500;

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

    /// <summary>Ids of the records of a party whose highest version has one of these document numbers, by number.</summary>
    internal static async Task<ILookup<string, string>> OfPartyAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DocumentTable table, string area, byte[] party, string[] documents,
        CancellationToken cancellationToken)
    {
        await using var command = TableCommand.Of(
            $"""
            select v.document_no, v.{table.Id} from {table.Versions} v
            join {table.Kind} h on (h.area, h.{table.Id}, h.version) = (v.area, v.{table.Id}, v.version)
            where v.area = $1 and v.party_hash = $2 and v.document_no = any($3) order by 1, 2
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(party);
        command.Parameters.AddWithValue(documents);
        var found = new List<(string Document, string Id)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add((reader.GetString(0), reader.GetString(1)));
        }

        return found.ToLookup(x => x.Document, x => x.Id);
    }

    internal static async Task<Dictionary<string, RecordFacts>> FactsAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DocumentTable table, string area, IReadOnlyDictionary<string, int> highest,
        CancellationToken cancellationToken)
    {
        await using var command = TableCommand.Of(
            $"""
            select v.{table.Id}, v.party_hash, v.decided_on, v.severity from unnest($2::text[], $3::int[]) as k (id, version)
            join {table.Versions} v on v.area = $1 and v.{table.Id} = k.id and v.version = k.version
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(highest.Keys.ToArray());
        command.Parameters.AddWithValue(highest.Values.ToArray());
        var facts = new Dictionary<string, RecordFacts>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetString(0);
            facts[id] = new RecordFacts(
                id, reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<DateOnly>(2),
                reader.IsDBNull(3) ? null : Enum.Parse<Severity>(reader.GetString(3)));
        }

        return facts;
    }

    /// <summary>Some of those whose last public day has passed and whose publication was not ended yet.</summary>
    internal async Task<IReadOnlyList<DueRecord>> DueAsync(DocumentTable table, DateOnly today, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            select area, {table.Id} from {table.Kind}
            where publication_end < $1 and publication_end is not null and ended_at is null order by publication_end limit $2
            """);
        command.Parameters.AddWithValue(today);
        command.Parameters.AddWithValue(DueAtOnce);
        var due = new List<DueRecord>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add(new DueRecord(reader.GetString(0), reader.GetString(1)));
        }

        return due;
    }

    /// <summary>Ends their publication; gives those that were still public, with their last day.</summary>
    /// <param name="today">Only those whose last day is before it; without it all.</param>
    internal async Task<IReadOnlyDictionary<string, DateOnly?>> EndAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DocumentTable table, string area, string[] ids, DateOnly? today,
        CancellationToken cancellationToken)
    {
        await using var command = TableCommand.Of(
            $"""
            update {table.Kind} set ended_at = $3
            where area = $1 and {table.Id} = any($2) and ended_at is null and ($4::date is null or publication_end < $4)
            returning {table.Id}, publication_end
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(ids);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        command.Parameters.AddWithValue((object?)today ?? DBNull.Value);
        var ended = new Dictionary<string, DateOnly?>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ended[reader.GetString(0)] = reader.IsDBNull(1) ? null : reader.GetFieldValue<DateOnly>(1);
        }

        return ended;
    }
}
