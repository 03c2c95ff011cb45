using Gateway.Testing;
using Xunit;

namespace Gateway.FaultTests;

/// <summary>Attempts, receipts, audit entries and states speak of the same deliveries.</summary>
internal static class DeliveryAgreement
{
    private static readonly (string What, string Sql)[] Disagreements =
    [
        ("deliveries without a good end",
            "select target || ' ' || doc_id || ' ' || state || ' ' || coalesce(reason, '') from delivery where state in ('queued', 'sent', 'parked', 'rejected')"),
        ("attempts without an audit entry of their own, or the other way round",
            """
            with made as (select 'batch:' || batch_id as subject, count(*) from delivery_attempt where (step, outcome) <> ('receipt', 'received') group by 1),
              told as (select subject, count(*) from audit_entry where kind in ('delivery.attempted', 'delivery.receipt') group by 1)
            select subject || ': ' || coalesce(made.count, 0) || ' made, ' || coalesce(told.count, 0) || ' told' from made full join told using (subject)
            where made.count is distinct from told.count
            """),
        ("batches that were not announced, once, with the bytes that were sent",
            """
            select 'batch:' || batch_id from delivery_batch b
            where (select array_agg(detail::jsonb ->> 'payload') from audit_entry where kind = 'delivery.formed' and subject = 'batch:' || b.batch_id)
              is distinct from array[encode(b.payload_sha256, 'hex')]
            """),
        ("batches that ended without an answer for each of their rows",
            """
            select 'batch:' || b.batch_id from delivery_batch b where b.state = 'done' and not exists (
              select from delivery_attempt a where a.batch_id = b.batch_id and a.outcome = 'answered' and a.rejected = 0 and a.unknown = 0
                and a.accepted + a.published + a.withdrawn = cardinality(b.wire_ids))
            """),
        ("deliveries that ended in no batch, or in one that does not name them",
            """
            select d.target || ' ' || d.doc_id || ' v' || d.version || ' ' || d.operation from delivery d left join delivery_batch b on b.batch_id = d.batch_id
            where d.state in ('accepted', 'published', 'withdrawn') and (b.state is distinct from 'done' or d.delivery_id <> all (b.members))
            """),
        ("batches left open", "select 'batch:' || batch_id from delivery_batch where ended_at is null"),
    ];

    public static async Task AssertAsync(TestDatabase database)
    {
        foreach (var (what, sql) in Disagreements)
        {
            var found = await BusinessTables.ScalarAsync<string>(database, $"select coalesce(string_agg(x, E'\n'), '') from ({sql} limit 20) as disagreement(x)");
            Assert.True(found.Length == 0, $"{what}:\n{found}");
        }
    }
}
