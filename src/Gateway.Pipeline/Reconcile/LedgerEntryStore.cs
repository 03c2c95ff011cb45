using Gateway.Adapters.Sinks;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Pipeline.Reconcile;

/// <summary>SQL of <c>ledger_entry</c>, a table of this session alone: a ledger as it was read. It goes with the session.</summary>
internal static class LedgerEntryStore
{
    public static async Task CreateAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            create temp table ledger_entry (
              seq bigint generated always as identity, day date not null, wire_id text not null, state text not null, digest bytea not null)
            """,
            connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Adds entries of a day. What is no digest becomes an empty one, which equals none.</summary>
    public static async Task AddAsync(NpgsqlConnection connection, DateOnly day, IReadOnlyList<LedgerEntry> entries, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy ledger_entry (day, wire_id, state, digest) from stdin (format binary)", cancellationToken);
        foreach (var entry in entries)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(day, NpgsqlDbType.Date, cancellationToken);
            await copy.WriteAsync(Persistence.PostgresText.Of(entry.WireId), NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(StateOf(entry.State), NpgsqlDbType.Text, cancellationToken);
            await copy.WriteAsync(DigestOf(entry.Digest), NpgsqlDbType.Bytea, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    /// <summary>Forgets a day that is to be read again.</summary>
    public static async Task ForgetAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("delete from ledger_entry where day = $1", connection);
        command.Parameters.AddWithValue(day);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>An identity that a day shows more than once, if one does.</summary>
    public static async Task<string?> RepeatedAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select wire_id from ledger_entry where day = $1 group by wire_id having count(*) > 1 limit 1", connection);
        command.Parameters.AddWithValue(day);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    public static async Task AnalyzeAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("analyze ledger_entry", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A session that goes back to the pool leaves nothing behind; after a failure the pool clears it before its next use.</summary>
    public static async Task DropAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("drop table ledger_entry", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string StateOf(LedgerState state) => state switch
    {
        LedgerState.InForce => RowStates.InForce,
        LedgerState.Withdrawn => RowStates.Withdrawn,
        LedgerState.Unknown => "unknown",
    };

    private static byte[] DigestOf(string text) =>
        text.Length == 64 && text.All(char.IsAsciiHexDigit) ? Convert.FromHexString(text) : [];
}
