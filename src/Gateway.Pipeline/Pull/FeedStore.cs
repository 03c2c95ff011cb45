using Gateway.Contracts;
using Gateway.Pipeline.Runs;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Pipeline.Pull;

/// <summary>SQL of the feeds' tables: one shape for all, table and columns are names of ours, never of a platform.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA2100", Justification = "Only names of our own tables and columns are put together; every value is a parameter.")]
internal sealed class FeedStore(NpgsqlDataSource database)
{
    private const string Common = "area, identity, changed_at, change_id, source, batch, content_hash, run_id";

    /// <summary>Streams what is stored of a feed; used to compare and to find what is absent.</summary>
    public async Task<long> ReadStoredAsync(
        string area, Feed feed, IReadOnlyList<string>? identities, Action<string, Guid> stored, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            $"select identity, content_hash from {feed.Wire()} where area = $1" + (identities is null ? "" : " and identity = any($2)"), connection);
        command.Parameters.AddWithValue(area);
        if (identities is not null)
        {
            command.Parameters.AddWithValue(identities.ToArray());
        }

        long count = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            stored(reader.GetString(0), reader.GetGuid(1));
            count++;
        }

        return count;
    }

    public static async Task<long> CountAsync(NpgsqlConnection connection, string area, Feed feed, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select count(*) from {feed.Wire()} where area = $1", connection)
        {
            Parameters = { new() { Value = area } },
        };
        return (long)(await command.ExecuteScalarAsync(cancellationToken) ?? 0L);
    }

    /// <summary>Rows known to be new go straight in; one that is there after all fails the transaction, and with it the run.</summary>
    public static Task InsertAsync(
        NpgsqlConnection connection, RunRow run, IReadOnlyList<string> columns, IReadOnlyList<StoredRow> rows, CancellationToken cancellationToken) =>
        CopyAsync(connection, run.Feed.Wire(), run, columns, rows, cancellationToken);

    /// <summary>Changed rows go through a staging table and one set-based update.</summary>
    public static async Task UpdateAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RunRow run, IReadOnlyList<string> columns, IReadOnlyList<StoredRow> rows,
        CancellationToken cancellationToken)
    {
        var table = run.Feed.Wire();
        await ExecuteAsync(connection, transaction, $"create temp table if not exists stage_{table} (like {table}) on commit delete rows", cancellationToken);
        await CopyAsync(connection, $"stage_{table}", run, columns, rows, cancellationToken);
        var assignments = string.Join(", ", Common.Split(", ").Skip(2).Concat(columns).Select(x => $"{x} = s.{x}"));
        var updated = await ExecuteAsync(
            connection, transaction,
            $"update {table} t set {assignments} from stage_{table} s where t.area = s.area and t.identity = s.identity", cancellationToken);
        if (updated != rows.Count)
        {
            throw new InvalidOperationException($"{rows.Count} rows of {table} were to change, {updated} did: another writer is at work");
        }
    }

    public static async Task<int> DeleteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, RunRow run, IReadOnlyList<string> identities, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"delete from {run.Feed.Wire()} where area = $1 and identity = any($2)", connection, transaction)
        {
            Parameters = { new() { Value = run.Area }, new() { Value = identities.ToArray() } },
        };
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task CopyAsync(
        NpgsqlConnection connection, string table, RunRow run, IReadOnlyList<string> columns, IReadOnlyList<StoredRow> rows,
        CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy {table} ({Common}, {string.Join(", ", columns)}) from stdin (format binary)", cancellationToken);
        var writer = new CopyWriter(copy);
        foreach (var (row, content) in rows)
        {
            // Synchronous writes: they fill a buffer that goes to a server nearby; awaiting each of 30 columns costs more than the wait.
            copy.StartRow();
            copy.Write(run.Area, NpgsqlDbType.Text);
            copy.Write(row.Identity, NpgsqlDbType.Text);
            writer.Timestamp(row.ChangedAt);
            writer.Text(row.ChangeId);
            writer.Text(row.Source);
            writer.Text(row.Batch);
            copy.Write(content, NpgsqlDbType.Uuid);
            copy.Write(run.RunId, NpgsqlDbType.Bigint);
            row.Write(writer);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static async Task<int> ExecuteAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
