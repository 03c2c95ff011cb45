using Gateway.Contracts;
using Gateway.Pipeline.Retention;
using Gateway.Pipeline.Runs;
using Npgsql;

namespace Gateway.Pipeline.Quality;

/// <summary>A row to be kept apart.</summary>
public sealed record QuarantineEntry(
    string RowKey, string Identity, string Reason, string Field, string? ValueMasked, string Message, byte[] RawSealed);

/// <summary>SQL of <c>quarantine</c>.</summary>
public sealed class QuarantineStore(NpgsqlDataSource database, TimeProvider clock) : IRetained
{
    public string Name => "已了结的隔离记录";

    public TimeSpan For(RetentionOptions options) => TimeSpan.FromDays(options.QuarantineDays);

    /// <summary>Forgets entries that were settled before an instant; open ones stay.</summary>
    public async Task<int> RemoveOlderAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("delete from quarantine where closed_at < $1");
        command.Parameters.AddWithValue(before);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Identities whose own record has an open entry (not a repeat of it): bounded by the share of bad rows.</summary>
    public async Task<HashSet<string>> OpenIdentitiesAsync(string area, Feed feed, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            "select identity from quarantine where area = $1 and feed = $2 and closed_at is null and row_key = identity and identity <> ''",
            connection)
        {
            Parameters = { new() { Value = area }, new() { Value = feed.Wire() } },
        };
        var open = new HashSet<string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            open.Add(reader.GetString(0));
        }

        return open;
    }

    /// <summary>Opens entries, or marks open ones as met again (the newest reason and bytes count).</summary>
    public async Task AddAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RunRow run, IReadOnlyList<QuarantineEntry> entries,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into quarantine as q (area, feed, row_key, identity, reason, field, value_masked, message, raw_sealed, first_run, last_run, opened_at)
            select distinct on (row_key) $1, $2, row_key, identity, reason, field, value_masked, message, raw_sealed, $3, $3, $4
            from unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::bytea[])
              as e (row_key, identity, reason, field, value_masked, message, raw_sealed)
            on conflict (area, feed, row_key) where closed_at is null do update set
              reason = excluded.reason, field = excluded.field, value_masked = excluded.value_masked, message = excluded.message,
              raw_sealed = excluded.raw_sealed, last_run = excluded.last_run
            """,
            connection, transaction);
        command.Parameters.AddWithValue(run.Area);
        command.Parameters.AddWithValue(run.Feed.Wire());
        command.Parameters.AddWithValue(run.RunId);
        command.Parameters.AddWithValue(clock.GetUtcNow().UtcDateTime);
        command.Parameters.AddWithValue(entries.Select(x => x.RowKey).ToArray());
        command.Parameters.AddWithValue(entries.Select(x => x.Identity).ToArray());
        command.Parameters.AddWithValue(entries.Select(x => x.Reason).ToArray());
        command.Parameters.AddWithValue(entries.Select(x => x.Field).ToArray());
        command.Parameters.AddWithValue(entries.Select(x => x.ValueMasked).ToArray());
        command.Parameters.AddWithValue(entries.Select(x => x.Message).ToArray());
        command.Parameters.AddWithValue(entries.Select(x => x.RawSealed).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Closes entries of records that came good or are gone; a repeated row has an entry of its own, which only a full read ends.</summary>
    public async Task CloseAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RunRow run, IReadOnlyList<string> identities, string because,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update quarantine set closed_at = $4, closed_because = $5
            where area = $1 and feed = $2 and closed_at is null and row_key = any($3)
            """,
            connection, transaction);
        command.Parameters.AddWithValue(run.Area);
        command.Parameters.AddWithValue(run.Feed.Wire());
        command.Parameters.AddWithValue(identities.ToArray());
        command.Parameters.AddWithValue(clock.GetUtcNow().UtcDateTime);
        command.Parameters.AddWithValue(because);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>After a complete full read: what it did not bring again is over.</summary>
    public async Task CloseUnmetAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RunRow run, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update quarantine set closed_at = $4, closed_because = '最近一次全量中已不存在'
            where area = $1 and feed = $2 and closed_at is null and last_run <> $3
            """,
            connection, transaction);
        command.Parameters.AddWithValue(run.Area);
        command.Parameters.AddWithValue(run.Feed.Wire());
        command.Parameters.AddWithValue(run.RunId);
        command.Parameters.AddWithValue(clock.GetUtcNow().UtcDateTime);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
