using Npgsql;

namespace Gateway.Pipeline.Desk;

/// <summary>SQL of <c>desk_operation</c>.</summary>
public sealed class OperationStore(NpgsqlDataSource database, TimeProvider clock)
{
    private const string Columns =
        """
        o.operation_id, o.state, o.title, o.note, o.per_minute, o.goes_on, o.created_by, o.created_at, o.changed_by, o.changed_at,
        c.waiting, c.placed, c.succeeded, c.failed, c.skipped
        """;

    private const string Counts =
        """
        cross join lateral (select count(*) filter (where i.state = 'waiting') as waiting, count(*) filter (where i.state = 'placed') as placed,
          count(*) filter (where i.state = 'succeeded') as succeeded, count(*) filter (where i.state = 'failed') as failed,
          count(*) filter (where i.state = 'skipped') as skipped from desk_item i where i.operation_id = o.operation_id) c
        """;

    /// <summary>The newest first.</summary>
    public async Task<IReadOnlyList<DeskOperation>> ListAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"select {Columns} from (select * from desk_operation order by operation_id desc limit $1) o {Counts} order by o.operation_id desc");
        command.Parameters.AddWithValue(most);
        return await ReadAsync(command, cancellationToken);
    }

    public async Task<DeskOperation?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"select {Columns} from desk_operation o {Counts} where o.operation_id = $1");
        command.Parameters.AddWithValue(id);
        return await ReadAsync(command, cancellationToken) is [var found, ..] ? found : null;
    }

    internal static async Task<DeskOperation?> FindAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from desk_operation o {Counts} where o.operation_id = $1", connection, transaction);
        command.Parameters.AddWithValue(id);
        return await ReadAsync(command, cancellationToken) is [var found, ..] ? found : null;
    }

    /// <summary>Locks an operation that is due for a step; one that another process is stepping is passed over. Held until commit: that is the fence.</summary>
    internal async Task<long?> LockDueAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select operation_id from desk_operation
            where state in ('trial', 'running', 'paused', 'cancelled') and ended_at is null and due_at <= $1
            order by due_at limit 1 for update skip locked
            """,
            connection, transaction);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    internal static async Task<bool> LockAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, long id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select operation_id from desk_operation where operation_id = $1 for update", connection, transaction);
        command.Parameters.AddWithValue(id);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    internal async Task<long> InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string title, string by, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into desk_operation (state, title, created_by, created_at, changed_by, changed_at, due_at)
            values ('frozen', $1, $2, $3, $2, $3, $3) returning operation_id
            """,
            connection, transaction);
        command.Parameters.AddWithValue(title);
        command.Parameters.AddWithValue(by);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        return (long)(await command.ExecuteScalarAsync(cancellationToken) ?? throw new InvalidOperationException("操作未能登记"));
    }

    /// <summary>An operator's press.</summary>
    internal async Task PressedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long id, string state, string by, int perMinute, bool goesOn,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update desk_operation set state = $2, changed_by = $3, changed_at = $4, due_at = $4, per_minute = $5, goes_on = $6, note = null
            where operation_id = $1
            """,
            connection, transaction);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(state);
        command.Parameters.AddWithValue(by);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        command.Parameters.AddWithValue(perMinute);
        command.Parameters.AddWithValue(goesOn);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A step's end.</summary>
    internal async Task SteppedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long id, string state, string? note, TimeSpan pause, bool ended,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update desk_operation set state = $2, note = coalesce($3, note), due_at = $4, ended_at = case when $5 then $6::timestamptz end
            where operation_id = $1
            """,
            connection, transaction);
        var now = clock.GetUtcNow();
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(state);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)note ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.AddWithValue(now + pause);
        command.Parameters.AddWithValue(ended);
        command.Parameters.AddWithValue(now);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<DeskOperation>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var operations = new List<DeskOperation>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            operations.Add(new DeskOperation(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3), reader.GetInt32(4),
                reader.GetBoolean(5), reader.GetString(6), reader.GetFieldValue<DateTimeOffset>(7), reader.GetString(8),
                reader.GetFieldValue<DateTimeOffset>(9), reader.GetInt64(10), reader.GetInt64(11), reader.GetInt64(12), reader.GetInt64(13), reader.GetInt64(14)));
        }

        return operations;
    }
}
