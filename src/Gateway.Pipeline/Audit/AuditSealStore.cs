using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Pipeline.Audit;

/// <summary>SQL of <c>audit_seal</c>, and of <c>audit_entry</c> as the sealer reads it.</summary>
internal static class AuditSealStore
{
    private const string Columns = "seal_no, to_xid, to_entry_no, entries, sealed_at, root, key_id, mac";

    /// <summary>Whether this transaction is the one that seals.</summary>
    public static async Task<bool> TakeTurnAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_xact_lock(hashtextextended('gateway audit seal', 0))", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>Entries that no running transaction can add to any more, in the order of the chain.</summary>
    public static async Task<List<SealingEntry>> ReadSettledAsync(
        NpgsqlConnection connection, ChainPlace after, int most, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select xid, entry_no, entry_id, leaf_hash from audit_entry
            where (xid, entry_no) > ($1, $2) and xid < pg_snapshot_xmin(pg_current_snapshot())
            order by xid, entry_no limit $3
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter { Value = after.Xid, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.AddWithValue(after.EntryNo);
        command.Parameters.AddWithValue(most);
        var entries = new List<SealingEntry>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            entries.Add(new SealingEntry(
                new ChainPlace(reader.GetFieldValue<ulong>(0), reader.GetInt64(1)), reader.GetGuid(2), (byte[])reader[3]));
        }

        return entries;
    }

    /// <summary>The newest seal.</summary>
    public static async Task<AuditSeal?> LastAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from audit_seal order by seal_no desc limit 1", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Seal(reader) : null;
    }

    /// <summary>Seals from one number to another, in order, streamed.</summary>
    public static async IAsyncEnumerable<AuditSeal> ReadAsync(
        NpgsqlConnection connection, long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select {Columns} from audit_seal where seal_no between $1 and $2 order by seal_no", connection);
        command.Parameters.AddWithValue(from);
        command.Parameters.AddWithValue(to);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            yield return Seal(reader);
        }
    }

    public static async Task<SealMembers> MembersAsync(NpgsqlConnection connection, long sealNo, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select members from audit_seal where seal_no = $1", connection);
        command.Parameters.AddWithValue(sealNo);
        return new SealMembers(await command.ExecuteScalarAsync(cancellationToken) as byte[] ?? []);
    }

    public static async Task InsertAsync(NpgsqlConnection connection, AuditSeal seal, SealMembers members, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"insert into audit_seal ({Columns}, members) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)", connection);
        command.Parameters.AddWithValue(seal.SealNo);
        command.Parameters.Add(new NpgsqlParameter { Value = seal.To.Xid, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.AddWithValue(seal.To.EntryNo);
        command.Parameters.AddWithValue(seal.Entries);
        command.Parameters.AddWithValue(seal.SealedAt.UtcDateTime);
        command.Parameters.AddWithValue(seal.Root);
        command.Parameters.AddWithValue(seal.KeyId);
        command.Parameters.AddWithValue(seal.Mac);
        command.Parameters.AddWithValue(members.Bytes);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static AuditSeal Seal(NpgsqlDataReader reader) => new(
        reader.GetInt64(0), new ChainPlace(reader.GetFieldValue<ulong>(1), reader.GetInt64(2)), reader.GetInt64(3),
        reader.GetFieldValue<DateTimeOffset>(4), (byte[])reader[5], reader.GetInt32(6), (byte[])reader[7]);
}
