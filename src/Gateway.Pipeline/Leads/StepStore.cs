using Gateway.Pipeline.Delivery;
using Npgsql;

namespace Gateway.Pipeline.Leads;

/// <summary>SQL that reads, for a batch, the steps that its target has not settled yet.</summary>
internal static class StepStore
{
    /// <summary>
    /// Per delivery the sealed steps from behind the last one that the target took or refused up to the delivery's own: an unsent delivery that a
    /// later step replaced leaves its step to it. One whose answer was lost to the last is not settled, though the platform may have it: told again,
    /// the step is the same there; not told again, it might be missing.
    /// </summary>
    public static async Task<ILookup<long, (int Place, byte[] Body)>> UnsettledAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyList<ClaimedDelivery> asked,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select d.delivery_id, v.version, v.body
            from unnest($2::bigint[]) as a (id)
            join delivery d on d.delivery_id = a.id
            cross join lateral (
              select coalesce(max(e.version), 0) as settled from delivery e
              where e.target = d.target and e.area = d.area and e.kind = d.kind and e.doc_id = d.doc_id and e.version < d.version
                and e.state in ('accepted', 'rejected')) s
            join handling_version v on v.area = $1 and v.handling_id = d.doc_id and v.version > s.settled and v.version <= d.version
            order by d.delivery_id, v.version
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(asked.Select(x => x.DeliveryId).ToArray());
        var steps = new List<(long Delivery, (int, byte[]) Step)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            steps.Add((reader.GetInt64(0), (reader.GetInt32(1), reader.GetFieldValue<byte[]>(2))));
        }

        return steps.ToLookup(x => x.Delivery, x => x.Step);
    }
}
