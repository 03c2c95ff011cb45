using Dapper;
using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Persistence;
using Npgsql;

namespace Gateway.Pipeline.Runs;

/// <summary>SQL of <c>run</c> and <c>feed_state</c>.</summary>
public sealed class RunStore(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Opens a run; a run of the same feed that was left running belonged to a process that died, and is abandoned.</summary>
    public async Task<RunRow> OpenAsync(
        string area, Feed feed, string mode, Lease lease, long before, string adaptersVersion, string rulesVersion,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await LeaseStore.AssertHeldAsync(connection, transaction, lease, cancellationToken);
        var now = clock.GetUtcNow();
        await connection.ExecuteAsync(
            """
            update run set outcome = 'abandoned', ended_at = @now, message = '运行中断（进程已退出），已读入的数据保留，不作为删除依据；下次运行自动重新读取'
            where area = @area and feed = @feed and outcome = 'running'
            """,
            new { now, area, feed = feed.Wire() }, transaction);
        var id = await connection.ExecuteScalarAsync<long>(
            """
            insert into run (area, feed, mode, outcome, started_at, lease_token, adapters_version, rules_version, before, after)
            values (@area, @feed, @mode, 'running', @now, @token, @adaptersVersion, @rulesVersion, @before, @before)
            returning run_id
            """,
            new { area, feed = feed.Wire(), mode, now, token = lease.Token, adaptersVersion, rulesVersion, before }, transaction);
        await transaction.CommitAsync(cancellationToken);
        return new RunRow(id, area, feed, mode == "full" ? PullMode.Full : PullMode.Incremental, lease);
    }

    /// <summary>How many records a feed has, as its newest run left them: exact, and cheaper than counting.</summary>
    public async Task<long> CountStoredAsync(string area, Feed feed, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.ExecuteScalarAsync<long?>(
            "select after from run where area = @area and feed = @feed order by run_id desc limit 1",
            new { area, feed = feed.Wire() }) ?? 0;
    }

    public async Task<FeedState> ReadStateAsync(string area, Feed feed, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<(DateTime? At, string? Id, string? Opaque, DateTimeOffset? Full)>(
            "select cursor_changed_at, cursor_change_id, cursor_opaque, last_full_at from feed_state where area = @area and feed = @feed",
            new { area, feed = feed.Wire() });
        return row is { At: null, Opaque: null }
            ? new FeedState(null, row.Full)
            : new FeedState(new FeedCursor(row.At, row.Id, row.Opaque), row.Full);
    }

    /// <summary>Writes the counts of a run so far, in the transaction of a step.</summary>
    public static Task SaveProgressAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RunRow run, RunCounters counters, int pages, long? total) =>
        connection.ExecuteAsync(
            """
            update run set fetched = @Fetched, new = @New, changed = @Changed, unchanged = @Unchanged, deleted_by_row = @DeletedByRow,
              deleted_by_absence = @DeletedByAbsence, quarantined = @Quarantined, repeated = @Repeated, after = @After,
              pages = @pages, total = @total
            where run_id = @runId
            """,
            new
            {
                counters.Fetched, counters.New, counters.Changed, counters.Unchanged, counters.DeletedByRow, counters.DeletedByAbsence,
                counters.Quarantined, counters.Repeated, counters.After, pages, total, runId = run.RunId,
            },
            transaction);

    /// <summary>Moves the cursor in the transaction that stores the rows before it.</summary>
    public static Task SaveCursorAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RunRow run, FeedCursor? cursor, DateTimeOffset? fullReadAt) =>
        connection.ExecuteAsync(
            """
            insert into feed_state (area, feed, cursor_changed_at, cursor_change_id, cursor_opaque, last_full_at)
            values (@area, @feed, @at, @id, @opaque, @full)
            on conflict (area, feed) do update set
              cursor_changed_at = coalesce(excluded.cursor_changed_at, feed_state.cursor_changed_at),
              cursor_change_id = case when excluded.cursor_changed_at is null then feed_state.cursor_change_id else excluded.cursor_change_id end,
              cursor_opaque = coalesce(excluded.cursor_opaque, feed_state.cursor_opaque),
              last_full_at = coalesce(excluded.last_full_at, feed_state.last_full_at)
            """,
            new { area = run.Area, feed = run.Feed.Wire(), at = cursor?.ChangedAt, id = PostgresText.Of(cursor?.ChangeId), opaque = cursor?.Opaque, full = fullReadAt },
            transaction);

    public async Task CloseAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RunRow run, RunOutcome outcome, RunCounters counters, string? message) =>
        await connection.ExecuteAsync(
            """
            update run set outcome = @outcome, ended_at = @now, balanced = @balanced, message = @message, after = @after,
              deleted_by_absence = @absent
            where run_id = @runId
            """,
            new
            {
                outcome = outcome.ToString().ToLowerInvariant(), now = clock.GetUtcNow(), balanced = counters.Balanced, message,
                after = counters.After, absent = counters.DeletedByAbsence, runId = run.RunId,
            },
            transaction);
}
