using Gateway.Contracts;
using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests;

/// <summary>What the tables say.</summary>
internal static class BusinessTables
{
    /// <summary>
    /// Digest of what every table of the pull holds for the business: feed rows (sealed columns by their content hash, for their
    /// ciphertext differs at every writing), open quarantine and findings. Run ids, times and row versions are left out.
    /// </summary>
    public static async Task<string> DigestAsync(TestDatabase database)
    {
        var parts = new List<string>();
        foreach (var feed in FeedNames.All)
        {
            var columns = await ScalarAsync<string>(database,
                $"""
                select string_agg(format('%I::text', column_name), ', ' order by column_name) from information_schema.columns
                where table_schema = 'gateway' and table_name = '{feed.Wire()}' and column_name <> 'run_id' and column_name not like '%\_sealed'
                """);
            parts.Add(await DigestAsync(database, feed.Wire(), columns, "true"));
        }

        parts.Add(await DigestAsync(database, "quarantine", "area, feed, row_key, identity, reason, field, value_masked, message", "closed_at is null"));
        parts.Add(await DigestAsync(database, "quality_issue", "area, feed, issue_class, problem, field, dept_code, message", "true"));
        return string.Join('\n', parts);
    }

    public static async Task<T> ScalarAsync<T>(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        command.CommandTimeout = 120;
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException(sql));
    }

    public static Task<long> OpenDeliveriesAsync(TestDatabase database) =>
        ScalarAsync<long>(database, "select count(*) from delivery where state in ('queued', 'sent')");

    private static Task<string> DigestAsync(TestDatabase database, string table, string columns, string where) => ScalarAsync<string>(
        database,
        $"""
        select '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(digest, '' order by digest)), '')
        from (select md5(concat_ws('|', {columns})) as digest from {table} where {where}) x
        """);
}
