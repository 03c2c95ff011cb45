using Npgsql;

namespace Gateway.Pipeline.Deadlines;

/// <summary>Counts what is open by target, area and day of the finding: queued, sent, or parked for a person. A withdrawal has no term.</summary>
public sealed class DueStore(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<OpenResults>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select d.target, d.area, v.checked_on, count(*), count(*) filter (where d.state = 'parked')
            from delivery d join result_version v on (v.area, v.result_id, v.version) = (d.area, d.doc_id, d.version)
            where d.kind = 'result' and d.operation <> 'd' and d.state in ('queued', 'sent', 'parked') group by 1, 2, 3
            """);
        var open = new List<OpenResults>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            open.Add(new OpenResults(reader.GetString(0), reader.GetString(1), reader.GetFieldValue<DateOnly>(2), reader.GetInt64(3), reader.GetInt64(4)));
        }

        return open;
    }
}
