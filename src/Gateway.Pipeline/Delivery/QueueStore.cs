using Npgsql;

namespace Gateway.Pipeline.Delivery;

/// <summary>One line of a target's queue: all that may go into one batch.</summary>
public sealed record QueueGroup(string Target, string Area, string Kind, string Operation);

/// <param name="Deliveries">How many wait.</param>
public sealed record HeldTarget(string Target, string Area, long Deliveries);

/// <summary>SQL of <c>delivery_queue</c> and of deliveries that end without being sent.</summary>
public sealed class QueueStore(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>What waits for targets that were taken out of the configuration.</summary>
    /// <param name="configured">Target and area.</param>
    public async Task<IReadOnlyList<HeldTarget>> WithoutTargetAsync(
        IReadOnlyList<(string Target, string Area)> configured, CancellationToken cancellationToken)
    {
        // Lanes by skipping from one to the next: the queue may hold millions for those that are configured.
        await using var command = database.CreateCommand(
            """
            with recursive lane as (
              (select target, area from delivery_queue order by target, area limit 1)
              union all
              select next.target, next.area from lane cross join lateral (
                select q.target, q.area from delivery_queue q where (q.target, q.area) > (lane.target, lane.area)
                order by q.target, q.area limit 1) as next),
            gone as (
              select target, area from lane union select target, area from delivery_batch where ended_at is null
              except select * from unnest($1::text[], $2::text[]))
            select g.target, g.area,
              (select count(*) from delivery_queue q where (q.target, q.area) = (g.target, g.area))
              + (select coalesce(sum(cardinality(b.members)), 0)::bigint from delivery_batch b
                 where b.ended_at is null and (b.target, b.area) = (g.target, g.area))
            from gone g order by 1, 2
            """);
        command.Parameters.AddWithValue(configured.Select(x => x.Target).ToArray());
        command.Parameters.AddWithValue(configured.Select(x => x.Area).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var held = new List<HeldTarget>();
        while (await reader.ReadAsync(cancellationToken))
        {
            held.Add(new HeldTarget(reader.GetString(0), reader.GetString(1), reader.GetInt64(2)));
        }

        return held;
    }

    /// <summary>
    /// Which of the possible groups hold something: one index probe each. It asks for the first in order, not whether one exists: where a million
    /// wait in a few groups, the planner would read them all for that.
    /// </summary>
    public async Task<IReadOnlyList<QueueGroup>> PendingAsync(IReadOnlyList<QueueGroup> possible, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select g.place from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as g (target, area, kind, operation, place)
            cross join lateral (
              select 1 from delivery_queue q where (q.target, q.area, q.kind, q.operation) = (g.target, g.area, g.kind, g.operation)
              order by q.delivery_id limit 1) as first
            """);
        command.Parameters.AddWithValue(possible.Select(x => x.Target).ToArray());
        command.Parameters.AddWithValue(possible.Select(x => x.Area).ToArray());
        command.Parameters.AddWithValue(possible.Select(x => x.Kind).ToArray());
        command.Parameters.AddWithValue(possible.Select(x => x.Operation).ToArray());
        var pending = new List<QueueGroup>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            pending.Add(possible[(int)reader.GetInt64(0) - 1]);
        }

        return pending;
    }

    /// <summary>Takes the oldest of a group off the queue, passing over what another process is claiming.</summary>
    public static async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, QueueGroup group, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            delete from delivery_queue q
            where q.ctid = any(array(
              select ctid from delivery_queue where target = $1 and area = $2 and kind = $3 and operation = $4
              order by delivery_id limit $5 for update skip locked))
            returning q.delivery_id, q.doc_id, q.version,
              case when q.operation = 'd' then (select d.reason from delivery d where d.delivery_id = q.delivery_id) end,
              case when q.operation = 'd' then (select d.basis from delivery d where d.delivery_id = q.delivery_id) end
            """,
            connection, transaction);
        command.Parameters.AddWithValue(group.Target);
        command.Parameters.AddWithValue(group.Area);
        command.Parameters.AddWithValue(group.Kind);
        command.Parameters.AddWithValue(group.Operation);
        command.Parameters.AddWithValue(most);
        var claimed = await ReadAsync(command, cancellationToken);
        claimed.Sort((one, other) => one.DeliveryId.CompareTo(other.DeliveryId));
        return claimed;
    }

    /// <summary>The deliveries of a batch that is being split.</summary>
    public static async Task<IReadOnlyList<ClaimedDelivery>> MembersAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IEnumerable<long> ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select delivery_id, doc_id, version, reason, basis from delivery where delivery_id = any($1) order by delivery_id", connection, transaction);
        command.Parameters.AddWithValue(ids.ToArray());
        return await ReadAsync(command, cancellationToken);
    }

    /// <summary>Which of the deliveries are to be taken back by what waits behind them.</summary>
    public static async Task<IReadOnlySet<long>> TakenBackAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IEnumerable<long> ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select m.delivery_id from delivery m join delivery n
              on (n.area, n.kind, n.doc_id, n.target) = (m.area, m.kind, m.doc_id, m.target) and n.delivery_id > m.delivery_id
            where m.delivery_id = any($1) and n.blocked and n.operation = 'd'
            """,
            connection, transaction);
        command.Parameters.AddWithValue(ids.ToArray());
        var taken = new HashSet<long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add(reader.GetInt64(0));
        }

        return taken;
    }

    /// <summary>Puts back what waited for the catalogue: called after a pull.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RequeueWaitingAsync(string area, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with again as (
              update delivery set state = 'queued', waiting = false, reason_code = null, reason = null, ended_at = null
              where area = $1 and waiting returning target, area, kind, operation, delivery_id, doc_id, version)
            insert into delivery_queue (target, area, kind, operation, delivery_id, doc_id, version)
            select target, area, kind, operation, delivery_id, doc_id, version from again
            """);
        command.Parameters.AddWithValue(area);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Ends deliveries that were claimed and can't or mustn't be sent; what waited behind them moves up.</summary>
    internal async Task LeaveOutAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<BatchPacking.LeftOut> leftOut, CancellationToken cancellationToken)
    {
        if (leftOut.Count == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            update delivery d set state = x.state, reason_code = x.code, reason = x.reason, waiting = x.waiting, ended_at = $6
            from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::boolean[]) as x (id, state, code, reason, waiting)
            where d.delivery_id = x.id
            """)
        {
            Parameters =
            {
                new() { Value = leftOut.Select(x => x.Delivery.DeliveryId).ToArray() },
                new() { Value = leftOut.Select(x => x.Why is MappedDocument.NotRouted ? DeliveryStates.NotRouted : DeliveryStates.Parked).ToArray() },
                new() { Value = leftOut.Select(x => Words(x.Why).Code).ToArray() },
                new() { Value = leftOut.Select(x => Words(x.Why).Reason).ToArray() },
                new() { Value = leftOut.Select(x => x.Why is MappedDocument.Parked { WaitsForCatalogue: true }).ToArray() },
                new() { Value = clock.GetUtcNow() },
            },
        });
        batch.BatchCommands.Add(UnblockStore.Command([.. leftOut.Select(x => x.Delivery.DeliveryId)], clock.GetUtcNow()));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private static (string? Code, string? Reason) Words(MappedDocument why) => why switch
    {
        MappedDocument.Parked parked => (parked.Code, parked.Reason),
        MappedDocument.NotRouted not => (not.Code, not.Reason),
        _ => (null, null),
    };

    private static async Task<List<ClaimedDelivery>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var claimed = new List<ClaimedDelivery>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add(new ClaimedDelivery(
                reader.GetInt64(0), reader.GetString(1), reader.GetInt32(2),
                await reader.IsDBNullAsync(3, cancellationToken) ? null : reader.GetString(3),
                await reader.IsDBNullAsync(4, cancellationToken) ? null : reader.GetString(4)));
        }

        return claimed;
    }
}
