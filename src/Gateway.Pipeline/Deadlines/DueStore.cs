using Npgsql;

namespace Gateway.Pipeline.Deadlines;

/// <summary>
/// Counts what is open by target, area and day of the finding or the decision: queued, sent, or parked for a person. A withdrawal has no
/// term. Reads what holds only open deliveries (queue, live batches, failures, those that wait behind another), whatever was delivered before.
/// </summary>
public sealed class DueStore(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<OpenResults>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            with open as (
              select delivery_id from delivery_queue where kind <> 'checklist'
              union select unnest(members) from delivery_batch where ended_at is null and kind <> 'checklist'
              union select delivery_id from delivery_failure where state = 'parked' and kind <> 'checklist'
              union select delivery_id from delivery where blocked and kind <> 'checklist'),
            due as materialized (
              select d.* from open join delivery d using (delivery_id) where d.operation <> 'd' and d.state in ('queued', 'sent', 'parked'))
            select o.target, o.area, o.day, count(*), count(*) filter (where o.state = 'parked')
            from (
              select d.target, d.area, v.checked_on as day, d.state from due d
              join result_version v on (v.area, v.result_id, v.version) = (d.area, d.doc_id, d.version) where d.kind = 'result'
              union all
              select d.target, d.area, v.decided_on, d.state from due d
              join penalty_version v on (v.area, v.penalty_id, v.version) = (d.area, d.doc_id, d.version) where d.kind = 'penalty'
              union all
              select d.target, d.area, v.decided_on, d.state from due d
              join licence_version v on (v.area, v.licence_id, v.version) = (d.area, d.doc_id, d.version) where d.kind = 'licence') o
            group by 1, 2, 3
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
