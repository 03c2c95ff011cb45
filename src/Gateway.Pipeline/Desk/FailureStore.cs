using System.Text.RegularExpressions;
using Gateway.Adapters.Identifiers;
using Npgsql;

namespace Gateway.Pipeline.Desk;

/// <summary>SQL that reads <c>delivery_failure</c>: the newest delivery of a record at a target, where it failed.</summary>
public sealed partial class FailureStore(NpgsqlDataSource database)
{
    private const string Standing =
        """
        from delivery_failure f
        where not exists (select from delivery n
            where (n.area, n.kind, n.doc_id, n.target) = (f.area, f.kind, f.doc_id, f.target) and n.delivery_id > f.delivery_id)
          and ($1::text is null or f.target = $1) and ($2::text is null or f.reason_code = $2) and ($3::text is null or f.area = $3)
          and ($4::text is null or f.doc_id = $4)
          and ($5::text is null or exists (select from result_version v
            where (v.area, v.result_id, v.version) = (f.area, f.doc_id, f.version) and v.subject_uscc = $5))
          and ($6::text is null or pg_visible_in_snapshot(f.noted, $6::pg_snapshot))
        """;

    /// <summary>A token of this instant: what a page shows by it can be chosen later, exactly.</summary>
    public async Task<string> SnapshotAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select pg_current_snapshot()::text");
        return (string)(await command.ExecuteScalarAsync(cancellationToken) ?? throw new InvalidOperationException("没有快照"));
    }

    public static bool IsSnapshot(string token) => token.Length <= 4000 && Token().IsMatch(token);

    [GeneratedRegex(@"^\d+:\d+:[\d,]*$")]
    private static partial Regex Token();

    /// <summary>Groups, the largest first. Equal words are counted by the database; what varies is taken out here.</summary>
    public async Task<IReadOnlyList<FailureGroup>> GroupsAsync(FailureQuery query, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"select f.target, f.reason_code, f.reason, f.area, count(*), count(*) filter (where f.state = 'parked'), min(f.failed_at), max(f.failed_at) {Standing} group by 1, 2, 3, 4");
        Bind(command, query);
        var groups = new Dictionary<(string, string, string), FailureGroup>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (target, code, area) = (reader.GetString(0), reader.GetString(1), reader.GetString(3));
            var words = FailureWords.Normalise(Masking.PeerWords(reader.GetString(2)));
            var (since, last) = (reader.GetFieldValue<DateTimeOffset>(6), reader.GetFieldValue<DateTimeOffset>(7));
            groups[(target, code, words)] = groups.TryGetValue((target, code, words), out var known)
                ? known with
                {
                    Count = known.Count + reader.GetInt64(4),
                    Parked = known.Parked + reader.GetInt64(5),
                    Since = since < known.Since ? since : known.Since,
                    Last = last > known.Last ? last : known.Last,
                    Areas = known.Areas.Contains(area) ? known.Areas : [.. known.Areas, area],
                }
                : new FailureGroup(FailureWords.Key(target, code, words), target, code, words, reader.GetInt64(4), reader.GetInt64(5), since, last, [area]);
        }

        return [.. groups.Values.Where(x => query.Group is null || x.Key == query.Group).OrderByDescending(x => x.Count).ThenBy(x => x.Key, StringComparer.Ordinal)];
    }

    /// <summary>The failures themselves, the oldest first.</summary>
    public async Task<IReadOnlyList<Failure>> ListAsync(FailureQuery query, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await ListAsync(connection, null, query, null, most, cancellationToken);
    }

    /// <param name="ids">Only these, where given.</param>
    internal static async Task<IReadOnlyList<Failure>> ListAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, FailureQuery query, long[]? ids, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select f.delivery_id, f.target, f.area, f.kind, f.doc_id, f.version, f.operation, f.state, f.reason_code, f.reason, f.failed_at {Standing} and ($7::bigint[] is null or f.delivery_id = any($7)) order by f.delivery_id",
            connection, transaction);
        Bind(command, query);
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = (object?)ids ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Bigint,
        });
        var failures = new List<Failure>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (failures.Count < most && await reader.ReadAsync(cancellationToken))
        {
            var failure = new Failure(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt32(5),
                reader.GetString(6), reader.GetString(7), reader.GetString(8), Masking.PeerWords(reader.GetString(9)), reader.GetFieldValue<DateTimeOffset>(10));
            if (query.Group is null || FailureWords.Key(failure.Target, failure.Code, FailureWords.Normalise(failure.Reason)) == query.Group)
            {
                failures.Add(failure);
            }
        }

        return failures;
    }

    private static void Bind(NpgsqlCommand command, FailureQuery query)
    {
        foreach (var value in new[] { query.Target, query.Code, query.Area, query.DocId, query.Uscc, query.AsOf })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = string.IsNullOrEmpty(value) ? DBNull.Value : value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        }
    }
}
