using Npgsql;

namespace Gateway.Pipeline.Delivery;

/// <summary>SQL that puts deliveries and their queue keys in place, in the caller's transaction. The one door for every kind of document.</summary>
public sealed class PlacementStore(TimeProvider clock)
{
    /// <param name="known">Ids of documents that may have earlier deliveries; the rest are new and need no look-up.</param>
    public async Task PlaceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string kind, IReadOnlyList<WantedDelivery> wanted,
        IReadOnlyCollection<string> known, CancellationToken cancellationToken)
    {
        var earlier = known.Count == 0
            ? Enumerable.Empty<EarlierDelivery>().ToLookup(x => (x.DocId, x.Target))
            : (await ReadEarlierAsync(connection, transaction, area, kind, [.. wanted.Where(x => known.Contains(x.DocId))], cancellationToken))
                .ToLookup(x => (x.DocId, x.Target));
        var placed = new List<PlacedDelivery>(wanted.Count);
        var superseded = new List<long>();
        foreach (var one in wanted)
        {
            IReadOnlyList<EarlierDelivery> before = known.Count == 0 ? [] : [.. earlier[(one.DocId, one.Target)]];
            if (one.UnlessSo && PlacementPlan.IsSo(one, before))
            {
                continue;
            }

            placed.Add(PlacementPlan.Place(one, before));
            superseded.AddRange(PlacementPlan.Superseded(before));
        }

        await SupersedeAsync(connection, transaction, superseded, cancellationToken);
        await InsertAsync(connection, transaction, area, kind, placed, cancellationToken);
    }

    /// <summary>The targets that any document of the kind was ever placed for.</summary>
    public static async Task<IReadOnlySet<string>> TargetsOfAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string kind, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select distinct target from delivery where area = $1 and kind = $2", connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(kind);
        var targets = new HashSet<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            targets.Add(reader.GetString(0));
        }

        return targets;
    }

    /// <summary>By document: the targets that it was ever placed for, those no longer configured too.</summary>
    public static async Task<ILookup<string, string>> TargetsOfAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string kind, string[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select distinct doc_id, target from delivery where area = $1 and kind = $2 and doc_id = any($3) order by doc_id, target", connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(kind);
        command.Parameters.AddWithValue(ids);
        var targets = new List<(string Id, string Target)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            targets.Add((reader.GetString(0), reader.GetString(1)));
        }

        return targets.ToLookup(x => x.Id, x => x.Target);
    }

    /// <summary>
    /// Locks the documents' deliveries at the targets wanted and takes unsent ones off the queue; one that is being claimed counts as in
    /// flight. What waits for another target stays on its queue.
    /// </summary>
    private static async Task<List<EarlierDelivery>> ReadEarlierAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string kind, IReadOnlyList<WantedDelivery> wanted,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with earlier as materialized (
              select delivery_id, target, area, kind, doc_id, version, operation, state, blocked, batch_id, occasion from delivery
              where area = $1 and kind = $2 and (doc_id, target) in (select * from unnest($3::text[], $4::text[])) order by delivery_id for update),
            held as materialized (
              select q.target, q.area, q.kind, q.operation, q.delivery_id from delivery_queue q
              join earlier e on (q.target, q.area, q.kind, q.operation, q.delivery_id) = (e.target, e.area, e.kind, e.operation, e.delivery_id)
              for update of q skip locked),
            taken as (
              delete from delivery_queue q using held h
              where (q.target, q.area, q.kind, q.operation, q.delivery_id) = (h.target, h.area, h.kind, h.operation, h.delivery_id)
              returning q.delivery_id)
            select e.delivery_id, e.target, e.doc_id, e.version, e.operation, e.state, e.blocked, t.delivery_id is not null,
              delivery_is_held(e.state, e.batch_id), e.occasion
            from earlier e left join taken t using (delivery_id)
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(kind);
        command.Parameters.AddWithValue(wanted.Select(x => x.DocId).ToArray());
        command.Parameters.AddWithValue(wanted.Select(x => x.Target).ToArray());
        var earlier = new List<EarlierDelivery>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            earlier.Add(new EarlierDelivery(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetString(4), reader.GetString(5),
                reader.GetBoolean(6), reader.GetBoolean(7), reader.GetBoolean(8), reader.GetInt32(9)));
        }

        return earlier;
    }

    private async Task SupersedeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, List<long> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            update delivery set state = 'not_routed', reason_code = 'superseded', reason = '被更高版本取代', blocked = false, waiting = false, ended_at = $2
            where delivery_id = any($1)
            """,
            connection, transaction);
        command.Parameters.AddWithValue(ids.ToArray());
        command.Parameters.AddWithValue(clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string kind, List<PlacedDelivery> placed,
        CancellationToken cancellationToken)
    {
        if (placed.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            """
            with placed as (
              insert into delivery (target, area, kind, doc_id, version, operation, state, blocked, reason_code, reason, created_at, ended_at, basis, occasion)
              select p.target, $1, $2, p.doc_id, p.version, p.operation, p.state, p.blocked, p.code, p.reason, $3,
                case when p.state = 'not_routed' then $3 end, p.basis, p.occasion
              from unnest($4::text[], $5::text[], $6::int[], $7::text[], $8::text[], $9::boolean[], $10::text[], $11::text[],
                $12::text[], $13::int[]) as p (target, doc_id, version, operation, state, blocked, code, reason, basis, occasion)
              returning delivery_id, target, doc_id, version, operation, state, blocked)
            insert into delivery_queue (target, area, kind, operation, delivery_id, doc_id, version)
            select target, $1, $2, operation, delivery_id, doc_id, version from placed where state = 'queued' and not blocked
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(kind);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        command.Parameters.AddWithValue(placed.Select(x => x.Wanted.Target).ToArray());
        command.Parameters.AddWithValue(placed.Select(x => x.Wanted.DocId).ToArray());
        command.Parameters.AddWithValue(placed.Select(x => x.Wanted.Version).ToArray());
        command.Parameters.AddWithValue(placed.Select(x => x.Operation.Letter()).ToArray());
        command.Parameters.AddWithValue(placed.Select(x => x.State).ToArray());
        command.Parameters.AddWithValue(placed.Select(x => x.Blocked).ToArray());
        command.Parameters.AddWithValue(placed.Select(x => x.ReasonCode).ToArray());
        command.Parameters.AddWithValue(placed.Select(x => x.Reason).ToArray());
        command.Parameters.AddWithValue(placed.Select(x => x.Wanted.Basis).ToArray());
        command.Parameters.AddWithValue(placed.Select(x => x.Occasion).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
