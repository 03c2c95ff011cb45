using Npgsql;

namespace Gateway.Pipeline.Quality;

/// <summary>What an operator sees of data quality: open quarantine by kind, and the findings. Samples are masked as they are stored.</summary>
public sealed class QualityOverviewStore(NpgsqlDataSource database)
{
    /// <summary>Open quarantine by area, feed, reason and field, the largest first.</summary>
    public async Task<IReadOnlyList<QuarantineGroup>> QuarantineAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select area, feed, reason, field, count(*), min(opened_at), (array_agg(value_masked order by quarantine_id desc))[1], max(message)
            from quarantine where closed_at is null group by 1, 2, 3, 4 order by 5 desc, 1, 2, 3, 4 limit $1
            """);
        command.Parameters.AddWithValue(most);
        var groups = new List<QuarantineGroup>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            groups.Add(new QuarantineGroup(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4),
                reader.GetFieldValue<DateTimeOffset>(5), Text(reader, 6), reader.GetString(7)));
        }

        return groups;
    }

    /// <summary>Findings, the newest first.</summary>
    public async Task<IReadOnlyList<QualityIssue>> IssuesAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select area, feed, issue_class, field, message, dept_code, occurrences, first_seen, last_seen, sample_masked
            from quality_issue order by last_seen desc, occurrences desc, area, feed, problem limit $1
            """);
        command.Parameters.AddWithValue(most);
        var issues = new List<QualityIssue>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            issues.Add(new QualityIssue(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5),
                reader.GetInt64(6), reader.GetFieldValue<DateTimeOffset>(7), reader.GetFieldValue<DateTimeOffset>(8), Text(reader, 9)));
        }

        return issues;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}

/// <summary>Rows that could not be used, of one kind.</summary>
public sealed record QuarantineGroup(
    string Area, string Feed, string Reason, string Field, long Rows, DateTimeOffset Since, string? SampleMasked, string Message);

/// <summary>A finding as stored.</summary>
public sealed record QualityIssue(
    string Area, string Feed, string IssueClass, string Field, string Message, string DeptCode, long Occurrences, DateTimeOffset FirstSeen,
    DateTimeOffset LastSeen, string? SampleMasked);
