using Gateway.Pipeline.Delivery;
using Npgsql;

namespace Gateway.Pipeline.Documents;

/// <summary>SQL that reads stored bodies for a batch.</summary>
internal static class BodyStore
{
    /// <summary>The bodies as stored, in the order asked.</summary>
    public static async Task<byte[][]> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DocumentTable table, string area, IReadOnlyList<ClaimedDelivery> asked,
        CancellationToken cancellationToken)
    {
        await using var command = TableCommand.Of(
            $"""
            select a.place, v.body from unnest($2::text[], $3::int[]) with ordinality as a (id, version, place)
            cross join lateral (
              -- The limit keeps the planner to one index probe a row, whatever it believes about the table's size.
              select body from {table.Versions} v where v.area = $1 and v.{table.Id} = a.id and v.version = a.version limit 1) v
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(asked.Select(x => x.DocId).ToArray());
        command.Parameters.AddWithValue(asked.Select(x => x.Version).ToArray());
        var bodies = new byte[]?[asked.Count];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            bodies[(int)reader.GetInt64(0) - 1] = reader.GetFieldValue<byte[]>(1);
        }

        return
        [
            .. bodies.Select((x, i) => x ?? throw new InvalidDataException($"推送所指的{table.Chinese}不存在：{area}/{asked[i].DocId}#{asked[i].Version}")),
        ];
    }

    /// <summary>The versions that the targets of these deliveries had last, or may have had, with their bodies; nothing for those that had none.</summary>
    public static async Task<Dictionary<long, (int Version, byte[] Body)>> ReadServedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DocumentTable table, IReadOnlyList<ClaimedDelivery> asked,
        CancellationToken cancellationToken)
    {
        await using var command = TableCommand.Of(
            $"""
            select d.delivery_id, s.version, v.body
            from unnest($1::bigint[]) as a (id)
            join delivery d on d.delivery_id = a.id
            cross join lateral (
              select e.version from delivery e
              where e.target = d.target and e.area = d.area and e.kind = d.kind and e.doc_id = d.doc_id
                and e.delivery_id < d.delivery_id and delivery_is_held(e.state, e.batch_id)
              order by e.delivery_id desc limit 1) s
            join {table.Versions} v on v.area = d.area and v.{table.Id} = d.doc_id and v.version = s.version
            """,
            connection, transaction);
        command.Parameters.AddWithValue(asked.Select(x => x.DeliveryId).ToArray());
        var bodies = new Dictionary<long, (int, byte[])>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            bodies[reader.GetInt64(0)] = (reader.GetInt32(1), reader.GetFieldValue<byte[]>(2));
        }

        return bodies;
    }
}
