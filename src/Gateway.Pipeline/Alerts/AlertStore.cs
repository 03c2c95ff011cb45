using Npgsql;

namespace Gateway.Pipeline.Alerts;

/// <summary>SQL of <c>alert</c> and <c>alert_notice</c>.</summary>
public sealed class AlertStore(NpgsqlDataSource database)
{
    private const string Open =
        "select alert_id, kind, target, area, subjects, words, seen_at, raised_at, noticed_at, missing_since from alert where ended_at is null order by kind, target, area";

    /// <summary>What operators are told of at this moment.</summary>
    public async Task<IReadOnlyList<OpenAlert>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await ReadAsync(connection, null, cancellationToken);
    }

    /// <summary>Decides about all open alerts and stores what was decided, with its notices, in one transaction; one process at a time.</summary>
    /// <returns><see langword="false"/>: another process is at it.</returns>
    internal async Task<bool> AdvanceAsync(
        Func<IReadOnlyList<OpenAlert>, IReadOnlyList<AlertStep>> decide, DateTimeOffset now, bool withNotices, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var turn = new NpgsqlCommand("select pg_try_advisory_xact_lock(hashtextextended('gateway alerts', 0))", connection, transaction))
        {
            if (await turn.ExecuteScalarAsync(cancellationToken) is not true)
            {
                return false;
            }
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var step in decide(await ReadAsync(connection, transaction, cancellationToken)))
        {
            batch.BatchCommands.Add(Write(step, now));
            if (withNotices && NoticeBody.Step(step.Move) is { } name)
            {
                batch.BatchCommands.Add(Notice(step, name, now));
            }
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Takes a due notice and puts it off, so that nobody else takes it meanwhile and a sender that dies loses nothing.</summary>
    internal async Task<AlertNotice?> TakeDueAsync(DateTimeOffset now, Func<int, DateTimeOffset> again, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        AlertNotice notice;
        await using (var take = new NpgsqlCommand(
            "select notice_id, step, body, attempts from alert_notice where ended_at is null and due_at <= $1 order by due_at, notice_id limit 1 for update skip locked",
            connection, transaction))
        {
            take.Parameters.AddWithValue(now.UtcDateTime);
            await using var reader = await take.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
            {
                return null;
            }

            notice = new AlertNotice(reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3) + 1);
        }

        await using var put = new NpgsqlCommand("update alert_notice set attempts = $2, due_at = $3 where notice_id = $1", connection, transaction);
        put.Parameters.AddWithValue(notice.NoticeId);
        put.Parameters.AddWithValue(notice.Attempts);
        put.Parameters.AddWithValue(again(notice.Attempts).UtcDateTime);
        await put.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return notice;
    }

    /// <param name="failure">Why it did not go out; <see langword="null"/>: it did.</param>
    /// <param name="ended">No further attempt.</param>
    internal async Task NoteAsync(long noticeId, string? failure, DateTimeOffset? ended, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("update alert_notice set failure = $2, ended_at = $3 where notice_id = $1");
        command.Parameters.AddWithValue(noticeId);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)failure ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = ended is { } at ? at.UtcDateTime : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand Write(AlertStep step, DateTimeOffset now)
    {
        if (step is { Alert: null, Condition: { } seen })
        {
            return new NpgsqlBatchCommand(
                """
                insert into alert (kind, target, area, subjects, words, seen_at, raised_at, noticed_at)
                values ($1, $2, $3, $4, $5, $6, case when $7 then $6 end, case when $7 then $6 end)
                """)
            {
                Parameters =
                {
                    new() { Value = seen.Kind }, new() { Value = seen.Target }, new() { Value = seen.Area }, new() { Value = seen.Subjects },
                    new() { Value = seen.Words }, new() { Value = now.UtcDateTime }, new() { Value = step.Move == AlertMove.Raised },
                },
            };
        }

        return new NpgsqlBatchCommand(
            """
            update alert set subjects = coalesce($3, subjects), words = coalesce($4, words),
              raised_at = case when $5 = 'raised' then $2 else raised_at end,
              noticed_at = case when $5 in ('raised', 'reminded', 'resolved') then $2 else noticed_at end,
              missing_since = case when $5 = 'missing' then coalesce(missing_since, $2) when $5 in ('raised', 'reminded', 'kept') then null else missing_since end,
              ended_at = case when $5 in ('resolved', 'dropped') then $2 end
            where alert_id = $1
            """)
        {
            Parameters =
            {
                new() { Value = step.Alert?.AlertId ?? 0 }, new() { Value = now.UtcDateTime },
                new() { Value = step.Condition is { } x ? x.Subjects : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint },
                new() { Value = (object?)step.Condition?.Words ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
                new() { Value = step.Move.ToString().ToLowerInvariant() },
            },
        };
    }

    private static NpgsqlBatchCommand Notice(AlertStep step, string name, DateTimeOffset now) =>
        new(
            """
            insert into alert_notice (alert_id, step, body, due_at)
            select alert_id, $4, $5, $6 from alert where kind = $1 and target = $2 and area = $3 order by alert_id desc limit 1
            """)
        {
            Parameters =
            {
                new() { Value = step.Condition?.Kind ?? step.Alert?.Kind ?? "" }, new() { Value = step.Condition?.Target ?? step.Alert?.Target ?? "" },
                new() { Value = step.Condition?.Area ?? step.Alert?.Area ?? "" }, new() { Value = name },
                new() { Value = NoticeBody.Of(step, now) }, new() { Value = now.UtcDateTime },
            },
        };

    private static async Task<IReadOnlyList<OpenAlert>> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Open, connection, transaction);
        var open = new List<OpenAlert>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            DateTimeOffset? Time(int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
            open.Add(new OpenAlert(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4), reader.GetString(5),
                reader.GetFieldValue<DateTimeOffset>(6), Time(7), Time(8), Time(9)));
        }

        return open;
    }
}
