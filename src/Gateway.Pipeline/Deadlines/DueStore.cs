using Npgsql;

namespace Gateway.Pipeline.Deadlines;

/// <summary>Counts what is open by target, area and day of the finding or the decision: queued, sent, or parked for a person. A withdrawal has no term.</summary>
public sealed class DueStore(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<OpenResults>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select o.target, o.area, o.day, count(*), count(*) filter (where o.state = 'parked')
            from (
              select d.target, d.area, v.checked_on as day, d.state, d.operation from delivery d
              join result_version v on (v.area, v.result_id, v.version) = (d.area, d.doc_id, d.version)
              where d.kind = 'result' and d.state in ('queued', 'sent', 'parked')
              union all
              select d.target, d.area, v.decided_on, d.state, d.operation from delivery d
              join penalty_version v on (v.area, v.penalty_id, v.version) = (d.area, d.doc_id, d.version)
              where d.kind = 'penalty' and d.state in ('queued', 'sent', 'parked')
              union all
              select d.target, d.area, v.decided_on, d.state, d.operation from delivery d
              join licence_version v on (v.area, v.licence_id, v.version) = (d.area, d.doc_id, d.version)
              where d.kind = 'licence' and d.state in ('queued', 'sent', 'parked')) o
            where o.operation <> 'd' group by 1, 2, 3
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
