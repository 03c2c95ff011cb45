using Npgsql;

namespace Gateway.Pipeline.Desk;

/// <summary>SQL of <c>desk_item</c>.</summary>
public sealed class ItemStore(NpgsqlDataSource database, TimeProvider clock)
{
    public async Task<IReadOnlyList<DeskItem>> ListAsync(long operation, int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select place, delivery_id, target, area, kind, doc_id, version, shown, state, placed_id, why
            from desk_item where operation_id = $1 order by place limit $2
            """);
        command.Parameters.AddWithValue(operation);
        command.Parameters.AddWithValue(most);
        var items = new List<DeskItem>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            items.Add(new DeskItem(
                reader.GetInt32(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5),
                reader.GetInt32(6), reader.GetString(7), reader.GetString(8), reader.IsDBNull(9) ? null : reader.GetInt64(9),
                reader.IsDBNull(10) ? null : reader.GetString(10)));
        }

        return items;
    }

    /// <summary>Freezes failures into an operation, in the order in which they were shown.</summary>
    internal async Task FreezeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long operation, IReadOnlyList<Failure> failures, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into desk_item (operation_id, place, delivery_id, target, area, kind, doc_id, version, shown, changed_at)
            select $1, x.place, x.delivery_id, d.target, d.area, d.kind, d.doc_id, d.version, x.shown, $4
            from unnest($2::bigint[], $3::text[]) with ordinality as x (delivery_id, shown, place) join delivery d using (delivery_id)
            """,
            connection, transaction);
        command.Parameters.AddWithValue(operation);
        command.Parameters.AddWithValue(failures.Select(x => x.DeliveryId).ToArray());
        command.Parameters.AddWithValue(failures.Select(x => $"{x.Code} {x.Reason}".Trim()).ToArray());
        command.Parameters.AddWithValue(clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal static async Task<long[]> WaitingAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long operation, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select delivery_id from desk_item where operation_id = $1 and state = 'waiting' order by place limit $2", connection, transaction);
        command.Parameters.AddWithValue(operation);
        command.Parameters.AddWithValue(most);
        var ids = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        return [.. ids];
    }

    /// <summary>Takes over how what was placed ended.</summary>
    internal async Task FollowAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long operation, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update desk_item i set changed_at = $2, why = left(concat_ws(' ', d.reason_code, d.reason), 500),
              state = case when d.state in ('accepted', 'published', 'withdrawn') then 'succeeded' when d.state = 'not_routed' then 'skipped' else 'failed' end
            from delivery d
            where i.operation_id = $1 and i.state = 'placed' and d.delivery_id = i.placed_id and d.state not in ('queued', 'sent')
            """,
            connection, transaction);
        command.Parameters.AddWithValue(operation);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal async Task DecideAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long operation, IReadOnlyList<(long DeliveryId, string State, long? Placed, string? Why)> decided,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update desk_item i set state = x.state, placed_id = x.placed, why = x.why, changed_at = $2
            from unnest($3::bigint[], $4::text[], $5::bigint[], $6::text[]) as x (id, state, placed, why)
            where i.operation_id = $1 and i.delivery_id = x.id and i.state = 'waiting'
            """,
            connection, transaction);
        command.Parameters.AddWithValue(operation);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        command.Parameters.AddWithValue(decided.Select(x => x.DeliveryId).ToArray());
        command.Parameters.AddWithValue(decided.Select(x => x.State).ToArray());
        command.Parameters.AddWithValue(decided.Select(x => x.Placed).ToArray());
        command.Parameters.AddWithValue(decided.Select(x => x.Why).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal async Task SkipWaitingAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long operation, string why, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "update desk_item set state = 'skipped', why = $2, changed_at = $3 where operation_id = $1 and state = 'waiting'", connection, transaction);
        command.Parameters.AddWithValue(operation);
        command.Parameters.AddWithValue(why);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The words of the newest failure of an operation.</summary>
    internal static async Task<string?> LastFailureAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long operation, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select why from desk_item where operation_id = $1 and state = 'failed' order by changed_at desc limit 1", connection, transaction);
        command.Parameters.AddWithValue(operation);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }
}
