using Npgsql;

namespace Gateway.Host.Telemetry;

/// <summary>One measured number with its labels.</summary>
internal sealed record GaugeValue(string Name, string Area, string Feed, string Target, long Value);

/// <summary>
/// SQL of what lies in the tables at this moment, in one round trip. Every part reads an index that holds only what is open, so that it
/// costs the same whatever has been delivered or sealed before.
/// </summary>
internal sealed class GaugeStore(NpgsqlDataSource database)
{
    public const string Quarantine = "quarantine";
    public const string Backlog = "backlog";
    public const string Receipts = "receipts";
    public const string Retries = "retries";
    public const string Waiting = "waiting";
    public const string Unsealed = "unsealed";
    public const string Gate = "gate";
    public const string Outbox = "outbox";
    public const string Alerts = "alerts";
    public const string OutboxAge = "outbox_age";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<GaugeValue>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select 'quarantine', area, feed, '', count(*) from quarantine where closed_at is null group by area, feed
            union all select 'backlog', area, '', target, count(*) from delivery_queue group by target, area
            union all select case when state = 'awaiting_receipt' then 'receipts' else 'retries' end, area, '', target, sum(cardinality(members))
              from delivery_batch where ended_at is null and (state = 'awaiting_receipt' or attempts > 0) group by 1, area, target
            union all select 'waiting', area, '', '', count(*) from delivery where waiting group by area
            union all select 'gate', '', lane, platform, case state when 'open' then 2 when 'ramping' then 1 else 0 end
              from platform_gate where lane = '' or state <> 'closed'
            union all select 'outbox', '', '', '', coalesce(sum(pending), 0) from status_outbox
            union all select 'outbox_age', '', '', '', coalesce(extract(epoch from now() - min(noted_at)), 0)::bigint from status_outbox
            union all select 'alerts', area, '', target, count(*) from alert where ended_at is null and raised_at is not null group by area, target
            union all select 'unsealed', '', '', '', count(*) from audit_entry e where (xid, entry_no) > (
              coalesce((select to_xid from audit_seal order by seal_no desc limit 1), '0'::xid8),
              coalesce((select to_entry_no from audit_seal order by seal_no desc limit 1), 0))
            """);
        command.CommandTimeout = (int)Limit.TotalSeconds;
        var values = new List<GaugeValue>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            values.Add(new GaugeValue(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4)));
        }

        return values;
    }
}
