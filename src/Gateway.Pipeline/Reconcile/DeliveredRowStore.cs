using Npgsql;
using NpgsqlTypes;

namespace Gateway.Pipeline.Reconcile;

/// <summary>SQL of <c>delivered_row</c>.</summary>
internal static class DeliveredRowStore
{
    /// <summary>
    /// Books rows, one an identity: a newer placement replaces an older one; what was refused or parked never replaces what is known to be
    /// there. A withdrawal by id keeps the digest and the day of what it took back.
    /// </summary>
    public static async Task BookAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string target, string area, string kind, IReadOnlyList<BookedRow> rows,
        CancellationToken cancellationToken)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            insert into delivered_row as r (target, area, wire_id, kind, doc_id, version, delivery_id, state, digest, day_first, day, settled_at)
            select $1, $2, x.wire_id, $3, x.doc_id, x.version, x.delivery_id, x.state, x.digest, x.day_first, x.day, x.settled_at
            from unnest($4::text[], $5::text[], $6::int[], $7::bigint[], $8::text[], $9::bytea[], $10::date[], $11::date[], $12::timestamptz[])
              as x (wire_id, doc_id, version, delivery_id, state, digest, day_first, day, settled_at)
            order by x.wire_id
            on conflict on constraint delivered_row_pk do update set doc_id = excluded.doc_id, version = excluded.version,
              delivery_id = excluded.delivery_id, state = excluded.state, digest = coalesce(excluded.digest, r.digest),
              day_first = coalesce(excluded.day_first, r.day_first), day = coalesce(excluded.day, r.day), settled_at = excluded.settled_at
            where (excluded.state <> 'unsure' and (r.state = 'unsure' or excluded.delivery_id >= r.delivery_id))
              or (excluded.state = 'unsure' and r.state = 'unsure' and excluded.delivery_id > r.delivery_id)
            """,
            connection, transaction);
        command.Parameters.AddWithValue(target);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(kind);
        command.Parameters.AddWithValue(rows.Select(x => x.WireId).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.DocId).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.Version).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.DeliveryId).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.State).ToArray());
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Bytea, rows.Select(x => x.Digest).ToArray());
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Date, rows.Select(x => x.DayFirst).ToArray());
        command.Parameters.AddWithValue(NpgsqlDbType.Array | NpgsqlDbType.Date, rows.Select(x => x.Day).ToArray());
        command.Parameters.AddWithValue(rows.Select(x => x.SettledAt.UtcDateTime).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
