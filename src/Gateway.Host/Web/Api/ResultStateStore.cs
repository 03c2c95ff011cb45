using Gateway.Pipeline.Documents;
using Npgsql;

namespace Gateway.Host.Web.Api;

/// <summary>A result, penalty or licence as its sender may ask for it: what became of it, nothing of its content.</summary>
internal sealed record ResultState(string Id, int Version, string Area, DateTimeOffset FirstStoredAt, DateTimeOffset LastStoredAt, IReadOnlyList<TargetState> Targets);

/// <param name="Target">Name of the target.</param>
/// <param name="Version">Version of the result.</param>
/// <param name="State">queued, sent, accepted, published, rejected, withdrawn, parked or not_routed.</param>
/// <param name="Code">Reason code, where there is one; while it is tried again, that of the last failure.</param>
/// <param name="Reason">Chinese, or the platform's own words.</param>
/// <param name="At">When that state was reached, if it has ended.</param>
internal sealed record TargetState(string Target, int Version, string State, string? Code, string? Reason, DateTimeOffset? At);

/// <summary>Reads the newest version's deliveries.</summary>
internal sealed class ResultStateStore(NpgsqlDataSource database)
{
    public Task<ResultState?> FindAsync(string area, string id, CancellationToken cancellationToken) =>
        FindAsync(DocumentTable.Result, area, id, cancellationToken);

    public async Task<ResultState?> FindAsync(DocumentTable table, string area, string id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            $"""
            select r.version, r.first_stored_at, r.last_stored_at, d.target, d.version, d.state, d.reason_code, d.reason, d.ended_at
            from {table.Kind} r left join lateral (
              select distinct on (e.target) e.target, e.version, e.state, coalesce(b.last_code, e.reason_code) as reason_code,
                coalesce(b.last_message, e.reason) as reason, e.ended_at
              from delivery e left join delivery_batch b on b.batch_id = e.batch_id and b.ended_at is null
              where e.area = r.area and e.kind = '{table.Kind}' and e.doc_id = r.{table.Id}
              order by e.target, e.version desc, e.delivery_id desc) d on true
            where r.area = $1 and r.{table.Id} = $2 order by d.target
            """);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        ResultState? state = null;
        var targets = new List<TargetState>();
        while (await reader.ReadAsync(cancellationToken))
        {
            state ??= new ResultState(
                id, reader.GetInt32(0), area, reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<DateTimeOffset>(2), targets);
            if (!reader.IsDBNull(3))
            {
                targets.Add(new TargetState(
                    reader.GetString(3), reader.GetInt32(4), reader.GetString(5), Text(reader, 6), Text(reader, 7),
                    reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8)));
            }
        }

        return state;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
