using Gateway.Contracts;
using Gateway.Pipeline.Retention;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Pipeline.Land;

/// <summary>SQL of <c>landed_page</c>: bytes as received, compressed and encrypted, before anything is read from them.</summary>
public sealed class LandStore(NpgsqlDataSource database, TimeProvider clock) : IRetained
{
    public string Name => "落地页面";

    public TimeSpan For(RetentionOptions options) => TimeSpan.FromDays(options.LandedDays);

    /// <summary>Lands pages; the caller's transaction is fenced.</summary>
    public async Task WriteAsync(
        NpgsqlConnection connection, string area, Feed feed, long runId, IReadOnlyList<LandedPage> pages, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy landed_page (area, feed, run_id, page, landed_at, sha256, length, body) from stdin (format binary)", cancellationToken);
        foreach (var page in pages)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(area, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(feed.Wire(), NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(runId, NpgsqlDbType.Bigint, cancellationToken);
            await copy.WriteAsync(page.Number, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(now, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(page.Sha256, NpgsqlDbType.Bytea, cancellationToken);
            await copy.WriteAsync(page.Length, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync(page.Sealed, NpgsqlDbType.Bytea, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    /// <summary>
    /// The pages from which the feed's records in force come: those of the runs after the newest completed full read, newest run first
    /// (of an incremental run the last page first), then those of that full read in their own order. Full reads that were held or broke
    /// off count among the former: what they merged is in force.
    /// </summary>
    public async IAsyncEnumerable<(long RunId, bool Full, int Length, byte[] Sealed)> ReadInForceAsync(
        string area, Feed feed, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            with base as (
              select max(run_id) as run_id from run where area = $1 and feed = $2 and mode = 'full' and outcome = 'completed')
            select p.run_id, r.mode = 'full', p.length, p.body
            from landed_page p join run r on r.run_id = p.run_id, base
            where p.area = $1 and p.feed = $2
              and r.mode <> 'replay' and p.run_id >= coalesce(base.run_id, 0)
            order by p.run_id desc, case when r.mode = 'full' then p.page else -p.page end
            """,
            connection)
        {
            Parameters = { new() { Value = area }, new() { Value = feed.Wire() } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return (reader.GetInt64(0), reader.GetBoolean(1), reader.GetInt32(2), (byte[])reader[3]);
        }
    }

    /// <summary>Forgets pages that no replay would read and that are older than the legal period.</summary>
    public async Task<int> RemoveOlderAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            """
            delete from landed_page p where p.landed_at < $1 and p.run_id < (
              select max(run_id) from run r where r.area = p.area and r.feed = p.feed and r.mode = 'full' and r.outcome = 'completed')
            """,
            connection)
        {
            Parameters = { new() { Value = before.UtcDateTime } },
        };
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
