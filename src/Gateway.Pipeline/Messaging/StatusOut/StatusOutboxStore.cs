using Gateway.Contracts.Status;
using Gateway.Pipeline.Retention;
using Gateway.Pipeline.Runs;
using Npgsql;

namespace Gateway.Pipeline.Messaging.StatusOut;

/// <summary>SQL of <c>status_outbox</c> and <c>status_relay</c>; triggers on <c>delivery</c> write the former.</summary>
public sealed class StatusOutboxStore(NpgsqlDataSource database) : IRetained
{
    /// <summary>How long changes are noted after the last relay was seen: long enough for any restart.</summary>
    private static readonly TimeSpan Wanted = TimeSpan.FromHours(24);

    /// <summary>Of what is left when nobody relays any more.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    string IRetained.Name => "无人转发的状态消息";

    TimeSpan IRetained.For(RetentionOptions options) => Kept;

    /// <summary>Says that somebody relays: from the next transaction on changes are noted.</summary>
    public async Task WantAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update status_relay set wanted_until = greatest(wanted_until, clock_timestamp() + $1)");
        command.Parameters.AddWithValue(Wanted);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Messages that wait, and since when.</summary>
    public async Task<OutboxStatus> PendingAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select coalesce(sum(pending), 0)::bigint, min(noted_at) from status_outbox");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new OutboxStatus(
            reader.GetInt64(0), await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(1));
    }

    async Task<int> IRetained.RemoveOlderAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "delete from status_outbox where noted_at < $1 and not exists (select from status_relay where wanted_until > now())");
        command.Parameters.AddWithValue(before);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The oldest rows, each change with its place, in order.</summary>
    /// <param name="rows">How many rows; each holds 500 changes at most.</param>
    internal async Task<IReadOnlyList<NotedStatus>> ReadAsync(int rows, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select o.position, c.place::int, o.area, o.target, c.doc_id, c.version, c.state, c.code, c.message, c.at,
              case when c.message is not null then
                (select v.body from result_version v where v.area = o.area and v.result_id = c.doc_id and v.version = c.version) end
            from (select * from status_outbox order by position limit $1) o
            cross join lateral unnest(o.changes) with ordinality as c (doc_id, version, state, code, message, at, place)
            order by o.position, c.place
            """);
        command.Parameters.AddWithValue(rows);
        var noted = new List<NotedStatus>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            noted.Add(new NotedStatus(
                reader.GetInt64(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt32(5),
                reader.GetString(6), reader.IsDBNull(7) ? null : reader.GetString(7), reader.IsDBNull(8) ? null : reader.GetString(8),
                reader.GetFieldValue<DateTimeOffset>(9), reader.IsDBNull(10) ? null : reader.GetFieldValue<byte[]>(10)));
        }

        return noted;
    }

    /// <summary>Forgets what the broker has confirmed, unless another process has taken over.</summary>
    /// <exception cref="LeaseLost">It has; it will send them again.</exception>
    internal async Task RemoveAsync(Lease lease, long[] positions, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LeaseStore.AssertHeldAsync(connection, transaction, lease, cancellationToken);
        await using var command = new NpgsqlCommand("delete from status_outbox where position = any($1)", connection, transaction);
        command.Parameters.AddWithValue(positions);
        await command.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
