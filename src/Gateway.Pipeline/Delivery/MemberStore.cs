using Npgsql;
using NpgsqlTypes;

namespace Gateway.Pipeline.Delivery;

/// <summary>SQL that gives a batch's members their state.</summary>
internal static class MemberStore
{
    /// <summary>One state for all: the usual case, and the cheap one.</summary>
    public static NpgsqlBatchCommand Same(long batchId, long[] ids, string state, string? code, string? message, DateTimeOffset? ended) =>
        new("update delivery set state = $3, reason_code = $4, reason = $5, batch_id = $2, ended_at = $6 where delivery_id = any($1)")
        {
            Parameters =
            {
                new() { Value = ids }, new() { Value = batchId }, new() { Value = state }, Sql.Text(code), Sql.Text(message), Sql.Time(ended),
            },
        };

    /// <summary>Not ended: the batch says how it stands with them. What a withdrawal gives as its reason stays.</summary>
    public static NpgsqlBatchCommand Open(long batchId, long[] ids, string state) =>
        new("update delivery set state = $3, batch_id = $2 where delivery_id = any($1)")
        {
            Parameters = { new() { Value = ids }, new() { Value = batchId }, new() { Value = state } },
        };

    public static NpgsqlBatchCommand Verdicts(long batchId, IReadOnlyList<DeliveryVerdict> verdicts, DateTimeOffset now)
    {
        var first = verdicts[0];
        if (verdicts.All(x => x.State == first.State && x.Code == first.Code && x.Message == first.Message))
        {
            return Same(batchId, [.. verdicts.Select(x => x.DeliveryId)], first.State, first.Code, first.Message, now);
        }

        return new NpgsqlBatchCommand(
            """
            update delivery d set state = x.state, reason_code = x.code, reason = x.reason, batch_id = $5, ended_at = $6
            from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as x (id, state, code, reason)
            where d.delivery_id = x.id
            """)
        {
            Parameters =
            {
                new() { Value = verdicts.Select(x => x.DeliveryId).ToArray() },
                new() { Value = verdicts.Select(x => x.State).ToArray() },
                new() { Value = verdicts.Select(x => x.Code).ToArray() },
                new() { Value = verdicts.Select(x => x.Message).ToArray() },
                new() { Value = batchId },
                new() { Value = now },
            },
        };
    }
}

/// <summary>Parameters that may be null, with their type, so that one prepared statement serves both.</summary>
internal static class Sql
{
    public static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    public static NpgsqlParameter Bytes(byte[]? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea };

    public static NpgsqlParameter Days(IReadOnlyList<DateOnly?>? value) =>
        new() { Value = (object?)value?.ToArray() ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date };

    public static NpgsqlParameter Time(DateTimeOffset? value) =>
        new() { Value = value is { } at ? at.UtcDateTime : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
