using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Documents;
using Npgsql;

namespace Gateway.Pipeline.Disclosure;

/// <summary>SQL of the versions taken back, of every kind.</summary>
public sealed class WithdrawalStore(TimeProvider clock)
{
    internal static async Task<WithdrawalRequest?> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DocumentTable table, string area, string id, int version,
        CancellationToken cancellationToken)
    {
        await using var command = TableCommand.Of(
            $"select reason, basis from {table.Withdrawals} where area = $1 and {table.Id} = $2 and version = $3", connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(version);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new WithdrawalRequest(reader.GetString(0), reader.GetString(1)) : null;
    }

    /// <summary>Those whose given version was withdrawn.</summary>
    internal static async Task<IReadOnlySet<string>> WithdrawnAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DocumentTable table, string area, IReadOnlyDictionary<string, int> versions,
        CancellationToken cancellationToken)
    {
        await using var command = TableCommand.Of(
            $"""
            select v.id from unnest($2::text[], $3::int[]) as v (id, version)
            join {table.Withdrawals} w on w.area = $1 and w.{table.Id} = v.id and w.version = v.version
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(versions.Keys.ToArray());
        command.Parameters.AddWithValue(versions.Values.ToArray());
        return await IdsAsync(command, cancellationToken);
    }

    /// <summary>Of withdrawals that are being sent: the documents whose record is to be deleted rather than cancelled.</summary>
    internal static async Task<IReadOnlySet<string>> ErasedAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DocumentTable table, string area, IReadOnlyList<ClaimedDelivery> claimed,
        CancellationToken cancellationToken)
    {
        await using var command = TableCommand.Of(
            $"""
            select v.id from unnest($2::text[], $3::int[]) as v (id, version)
            join {table.Withdrawals} w on w.area = $1 and w.{table.Id} = v.id and w.version = v.version
            where w.erase
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(claimed.Select(x => x.DocId).ToArray());
        command.Parameters.AddWithValue(claimed.Select(x => x.Version).ToArray());
        return await IdsAsync(command, cancellationToken);
    }

    internal async Task InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, DocumentTable table, string area, IReadOnlyList<TakenBack> documents,
        CancellationToken cancellationToken)
    {
        await using var command = TableCommand.Of(
            $"""
            insert into {table.Withdrawals} (area, {table.Id}, version, reason, basis, stored_at, cause, erase)
            select $1, d.id, d.version, d.reason, d.basis, $2, d.cause, d.erase
            from unnest($3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::boolean[]) as d (id, version, reason, basis, cause, erase)
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        command.Parameters.AddWithValue(documents.Select(x => x.Id).ToArray());
        command.Parameters.AddWithValue(documents.Select(x => x.Version).ToArray());
        command.Parameters.AddWithValue(documents.Select(x => x.Reason).ToArray());
        command.Parameters.AddWithValue(documents.Select(x => x.Basis).ToArray());
        command.Parameters.AddWithValue(documents.Select(x => x.Cause.Word).ToArray());
        command.Parameters.AddWithValue(documents.Select(x => x.Erase).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlySet<string>> IdsAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetString(0));
        }

        return ids;
    }
}
