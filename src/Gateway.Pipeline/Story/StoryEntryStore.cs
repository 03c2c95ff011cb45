using System.Globalization;
using Gateway.Pipeline.Audit;
using Gateway.Pipeline.Documents;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Pipeline.Story;

/// <summary>SQL that finds the audit entries about one document, and the seals that hold them.</summary>
internal static class StoryEntryStore
{
    private const string Columns = "xid, entry_no, entry_id, at, kind, area, subject, detail, leaf_hash, proof";

    /// <summary>A version and its entry commit together; their times are taken apart.</summary>
    private static readonly TimeSpan Around = TimeSpan.FromHours(1);

    public static Task<List<StoryEntry>> IntakeAsync(
        NpgsqlConnection connection, DocumentTable table, string area, string id, VersionFact version, CancellationToken cancellationToken) =>
        ListAsync(
            new NpgsqlCommand(
                $"""
                select {Columns} from audit_entry
                where at between $1 and $2 and kind = $3 and area = $4 and position($5 in detail) > 0 order by xid, entry_no
                """,
                connection),
            [
                (version.StoredAt - Around).UtcDateTime, (version.StoredAt + Around).UtcDateTime, AuditKinds.Stored(table.Kind), area,
                string.Create(CultureInfo.InvariantCulture, $"\"{id}#{version.Version}:"),
            ],
            cancellationToken);

    public static Task<List<StoryEntry>> OfBatchesAsync(NpgsqlConnection connection, IEnumerable<long> batches, CancellationToken cancellationToken) =>
        ListAsync(
            new NpgsqlCommand(
                $"select {Columns} from audit_entry where subject = any($1) order by xid, entry_no",
                connection),
            [batches.Select(SubjectOf).ToArray()],
            cancellationToken);

    /// <summary>What was decided on the result itself, or on one of its versions.</summary>
    public static Task<List<StoryEntry>> OfResultAsync(
        NpgsqlConnection connection, DocumentTable table, string area, string id, IEnumerable<VersionFact> versions, CancellationToken cancellationToken) =>
        ListAsync(
            new NpgsqlCommand(
                $"select {Columns} from audit_entry where subject = any($1) order by xid, entry_no",
                connection),
            [versions.Select(x => string.Create(CultureInfo.InvariantCulture, $"{table.Kind}:{area}/{id}#{x.Version}")).Append($"{table.Kind}:{area}/{id}").ToArray()],
            cancellationToken);

    public static Task<List<StoryEntry>> LeftOutAsync(
        NpgsqlConnection connection, string area, string id, IEnumerable<string> targets, CancellationToken cancellationToken) =>
        ListAsync(
            new NpgsqlCommand(
                $"""
                select {Columns} from audit_entry
                where subject = any($1) and kind = $2 and area = $3 and position($4 in detail) > 0 order by xid, entry_no
                """,
                connection),
            [targets.Select(x => $"target:{x}").ToArray(), AuditKinds.DeliveriesLeftOut, area, $"\"{id}#"],
            cancellationToken);

    /// <summary>The seal that an entry belongs to; <see langword="null"/> when it is not sealed yet.</summary>
    public static async Task<long?> SealOfAsync(NpgsqlConnection connection, ChainPlace place, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select min(seal_no) from audit_seal where (to_xid, to_entry_no) >= ($1, $2)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = place.Xid, NpgsqlDbType = NpgsqlDbType.Xid8 });
        command.Parameters.AddWithValue(place.EntryNo);
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    public static string SubjectOf(long batch) => string.Create(CultureInfo.InvariantCulture, $"batch:{batch}");

    private static async Task<List<StoryEntry>> ListAsync(
        NpgsqlCommand command, object[] values, CancellationToken cancellationToken)
    {
        await using var disposed = command;
        command.Parameters.AddRange(values.Select(x => new NpgsqlParameter { Value = x }).ToArray());
        var entries = new List<StoryEntry>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            entries.Add(new StoryEntry(
                new ChainPlace(reader.GetFieldValue<ulong>(0), reader.GetInt64(1)), reader.GetGuid(2), reader.GetFieldValue<DateTimeOffset>(3),
                reader.GetString(4), await reader.IsDBNullAsync(5, cancellationToken) ? null : reader.GetString(5), reader.GetString(6),
                reader.GetString(7), reader.GetFieldValue<byte[]>(8), reader.GetFieldValue<byte[]>(9)));
        }

        return entries;
    }
}
