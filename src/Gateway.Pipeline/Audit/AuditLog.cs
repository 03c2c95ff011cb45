using Npgsql;

namespace Gateway.Pipeline.Audit;

/// <summary>Appends entries inside the transaction of what they record: they commit together or not at all (law 3).</summary>
public sealed class AuditLog(TimeProvider clock, AuditKeys keys)
{
    public async Task AppendAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<AuditEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var at = new DateTimeOffset(now.UtcTicks / 10 * 10, TimeSpan.Zero);
        var ids = new Guid[events.Count];
        var hashes = new byte[events.Count][];
        var proofs = new byte[events.Count][];
        for (var i = 0; i < events.Count; i++)
        {
            ids[i] = Guid.CreateVersion7(now);
            hashes[i] = LeafHash.Of(ids[i], at, events[i].Kind, events[i].Area, events[i].Subject, events[i].Detail);
            proofs[i] = keys.ProofOf(hashes[i]);
        }

        await using var command = new NpgsqlCommand(
            """
            insert into audit_entry (entry_id, at, kind, area, subject, detail, leaf_hash, proof)
            select entry_id, $1, kind, area, subject, detail, leaf_hash, proof
            from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::bytea[]) with ordinality
              as e (entry_id, kind, area, subject, detail, leaf_hash, proof, place)
            order by place
            """,
            connection, transaction);
        command.Parameters.AddWithValue(at.UtcDateTime);
        command.Parameters.AddWithValue(ids);
        command.Parameters.AddWithValue(events.Select(x => x.Kind).ToArray());
        command.Parameters.AddWithValue(events.Select(x => x.Area).ToArray());
        command.Parameters.AddWithValue(events.Select(x => x.Subject).ToArray());
        command.Parameters.AddWithValue(events.Select(x => x.Detail).ToArray());
        command.Parameters.AddWithValue(hashes);
        command.Parameters.AddWithValue(proofs);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
