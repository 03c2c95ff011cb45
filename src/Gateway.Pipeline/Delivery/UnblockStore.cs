using Npgsql;

namespace Gateway.Pipeline.Delivery;

/// <summary>
/// SQL that lets the next version of a document go once the earlier one has ended. What it is to do at the platform depends on how the
/// earlier ended: correct what is there, insert where nothing is, withdraw only what was served.
/// </summary>
internal static class UnblockStore
{
    /// <summary>To be run after the ended deliveries were updated, in the same transaction.</summary>
    public static NpgsqlBatchCommand Command(long[] ended, DateTimeOffset now) =>
        new(
            """
            with next as (
              select n.delivery_id, e.delivery_id as earlier_id, e.state as earlier_state,
                coalesce((select p.state <> 'withdrawn' from delivery p
                  where (p.area, p.kind, p.doc_id, p.target) = (n.area, n.kind, n.doc_id, n.target) and p.delivery_id <> n.delivery_id
                    and (p.state = 'withdrawn' or delivery_is_held(p.state, p.batch_id))
                  order by p.delivery_id desc limit 1), false) as live
              from delivery e
              join delivery n on (n.area, n.kind, n.doc_id, n.target) = (e.area, e.kind, e.doc_id, e.target) and n.blocked
              where e.delivery_id = any($1) and n.delivery_id > e.delivery_id),
            replaced as (
              update delivery d set state = 'not_routed', reason_code = 'superseded', reason = '被更高版本取代', waiting = false, ended_at = $2
              from next where d.delivery_id = next.earlier_id and next.earlier_state = 'parked'),
            freed as (
              update delivery d set blocked = false,
                operation = case when d.operation = 'd' then 'd' when next.live then 'u' else 'i' end,
                state = case when d.operation = 'd' and not next.live then 'not_routed' else 'queued' end,
                reason_code = case when d.operation = 'd' and not next.live then coalesce(d.reason_code, 'never_served') else d.reason_code end,
                ended_at = case when d.operation = 'd' and not next.live then $2 end
              from next where d.delivery_id = next.delivery_id
              returning d.target, d.area, d.kind, d.operation, d.delivery_id, d.doc_id, d.version, d.state)
            insert into delivery_queue (target, area, kind, operation, delivery_id, doc_id, version)
            select target, area, kind, operation, delivery_id, doc_id, version from freed where state = 'queued'
            """)
        {
            Parameters = { new() { Value = ended }, new() { Value = now } },
        };
}
