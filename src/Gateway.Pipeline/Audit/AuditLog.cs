using Npgsql;
using NpgsqlTypes;

namespace Gateway.Pipeline.Audit;

/// <summary>Appends entries inside the transaction of what they record: they commit together or not at all (law 3).</summary>
public sealed class AuditLog(TimeProvider clock, AuditKeys keys)
{
    /// <summary>From here on COPY is cheaper than its extra round trip.</summary>
    private const int FewerAreInserted = 16;

    public async Task AppendAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<AuditEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var at = new DateTime(now.UtcTicks / 10 * 10, DateTimeKind.Utc);
        var entries = new Entry[events.Count];
        for (var i = 0; i < events.Count; i++)
        {
            var id = Guid.CreateVersion7(now);
            var hash = LeafHash.Of(id, at, events[i].Kind, events[i].Area, events[i].Subject, events[i].Detail);
            entries[i] = new Entry(id, events[i], hash, keys.ProofOf(hash));
        }

        await (entries.Length < FewerAreInserted
            ? InsertAsync(connection, transaction, at, entries, cancellationToken)
            : CopyAsync(connection, at, entries, cancellationToken));
    }

    private static async Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DateTime at, Entry[] entries, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into audit_entry (entry_id, at, kind, area, subject, detail, leaf_hash, proof)
            select entry_id, $1, kind, area, subject, detail, leaf_hash, proof
            from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bytea[], $8::bytea[]) with ordinality
              as e (entry_id, kind, area, subject, detail, leaf_hash, proof, place)
            order by place
            """,
            connection, transaction);
        command.Parameters.AddWithValue(at);
        command.Parameters.AddWithValue(entries.Select(x => x.Id).ToArray());
        command.Parameters.AddWithValue(entries.Select(x => x.Event.Kind).ToArray());
        command.Parameters.AddWithValue(entries.Select(x => x.Event.Area).ToArray());
        command.Parameters.AddWithValue(entries.Select(x => x.Event.Subject).ToArray());
        command.Parameters.AddWithValue(entries.Select(x => x.Event.Detail).ToArray());
        command.Parameters.AddWithValue(entries.Select(x => x.Hash).ToArray());
        command.Parameters.AddWithValue(entries.Select(x => x.Proof).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task CopyAsync(NpgsqlConnection connection, DateTime at, Entry[] entries, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy audit_entry (entry_id, at, kind, area, subject, detail, leaf_hash, proof) from stdin (format binary)", cancellationToken);
        foreach (var entry in entries)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(entry.Id, NpgsqlDbType.Uuid, cancellationToken);
            await copy.WriteAsync(at, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(entry.Event.Kind, NpgsqlDbType.Text, cancellationToken);
            await (entry.Event.Area is { } area ? copy.WriteAsync(area, NpgsqlDbType.Text, cancellationToken) : copy.WriteNullAsync(cancellationToken));
            await copy.WriteAsync(entry.Event.Subject, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(entry.Event.Detail, NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(entry.Hash, NpgsqlDbType.Bytea, cancellationToken);
            await copy.WriteAsync(entry.Proof, NpgsqlDbType.Bytea, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private sealed record Entry(Guid Id, AuditEvent Event, byte[] Hash, byte[] Proof);
}
