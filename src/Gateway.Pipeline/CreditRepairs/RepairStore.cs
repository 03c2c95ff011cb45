using Gateway.Contracts.CreditRecords;
using Gateway.Pipeline.Documents;
using Npgsql;

namespace Gateway.Pipeline.CreditRepairs;

/// <summary>SQL of <c>credit_repair</c> and <c>credit_repair_record</c>.</summary>
public sealed class RepairStore(TimeProvider clock)
{
    /// <summary>While a repair of the area is stored, nothing is taken in there: neither misses the other.</summary>
    internal static async Task LockAreaAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select from pg_advisory_xact_lock(hashtextextended('repair ' || $1, 0))", connection, transaction);
        command.Parameters.AddWithValue(area);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal static async Task<byte[]?> FindHashAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select content_hash from credit_repair where area = $1 and repair_id = $2", connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(id);
        return (byte[]?)await command.ExecuteScalarAsync(cancellationToken);
    }

    internal async Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, PreparedDocument<CreditRepair> repair,
        IReadOnlyList<RepairRow> rows, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with stored as (
              insert into credit_repair (area, repair_id, content_hash, body, decision_no, decided_on, stored_at)
              values ($1, $2, $3, $4, $5, $6, $7))
            insert into credit_repair_record (area, repair_id, place, kind, doc_id, party_hash, document_no, decided_on, reason, basis, erase,
              found, outcome)
            select $1, $2, r.place, r.kind, r.doc_id, r.party, r.document_no, $6, $8, $9, $10,
              array(select f.id from unnest($15::int[], $16::text[]) as f (place, id) where f.place = r.place), r.outcome
            from unnest($11::text[], $12::text[], $13::bytea[], $14::text[], $17::text[]) with ordinality
              as r (kind, doc_id, party, document_no, outcome, place)
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(repair.Id);
        command.Parameters.AddWithValue(repair.Hash);
        command.Parameters.AddWithValue(repair.SealedBody);
        command.Parameters.AddWithValue(repair.Content.DecisionNo ?? "");
        command.Parameters.AddWithValue(repair.Content.DecidedOn ?? default);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        command.Parameters.AddWithValue(RepairWords.Reason(repair.Content));
        command.Parameters.AddWithValue(repair.Content.Basis ?? "");
        command.Parameters.AddWithValue(RepairWords.Erases(repair.Content));
        command.Parameters.AddWithValue(rows.Select(x => x.Named.Kind).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.Named.Id).ToArray());
        command.Parameters.AddWithValue(NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Bytea, rows.Select(x => x.PartyHash).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.Named.DocumentNo).ToArray());
        var found = rows.SelectMany((x, i) => x.Found.Select(y => (Place: i + 1, Id: y))).ToList();
        command.Parameters.AddWithValue(found.Select(x => x.Place).ToArray());
        command.Parameters.AddWithValue(found.Select(x => x.Id).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.Outcome).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What became of the records of a stored repair, in the order of the decision; nothing for an unknown one.</summary>
    internal static async Task<IReadOnlyList<RepairedOutcome>> OutcomesAsync(
        NpgsqlConnection connection, string area, string id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select kind, doc_id, document_no, found, outcome from credit_repair_record where area = $1 and repair_id = $2 order by place", connection);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(id);
        var outcomes = new List<RepairedOutcome>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            outcomes.Add(new RepairedOutcome(
                reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.GetFieldValue<string[]>(3), reader.GetString(4)));
        }

        return outcomes;
    }

    /// <summary>Repairs that name one of these documents, by document; read in the transaction that stores them.</summary>
    internal static async Task<ILookup<string, RepairInForce>> NamingAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string kind, IReadOnlyList<RepairKey> keys,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select k.id, r.decided_on, r.reason, r.basis from unnest($3::text[]) as k (id)
            join credit_repair_record r on r.area = $1 and r.kind = $2 and r.doc_id = k.id
            union all
            select k.id, r.decided_on, r.reason, r.basis from unnest($3::text[], $4::text[], $5::bytea[]) as k (id, document_no, party)
            join credit_repair_record r on r.area = $1 and r.kind = $2 and r.document_no = k.document_no and r.party_hash = k.party
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(kind);
        command.Parameters.AddWithValue(keys.Select(x => x.Id).ToArray());
        command.Parameters.AddWithValue(keys.Select(x => x.DocumentNo).ToArray());
        command.Parameters.AddWithValue(NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Bytea, keys.Select(x => x.PartyHash).ToArray());
        var found = new List<(string Id, RepairInForce Repair)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add((reader.GetString(0), new RepairInForce(reader.GetFieldValue<DateOnly>(1), reader.GetString(2), reader.GetString(3))));
        }

        return found.ToLookup(x => x.Id, x => x.Repair);
    }
}

/// <summary>How a repair may name a document.</summary>
internal sealed record RepairKey(string Id, string? DocumentNo = null, byte[]? PartyHash = null);

/// <summary>A stored repair of a document.</summary>
internal sealed record RepairInForce(DateOnly DecidedOn, string Reason, string Basis);

/// <summary>One record of a repair that is being stored.</summary>
/// <param name="Found">Ids of the documents that it names.</param>
internal sealed record RepairRow(RepairedRecord Named, byte[]? PartyHash, IReadOnlyList<string> Found, string Outcome);
