using Gateway.Pipeline.Runs;
using Npgsql;

namespace Gateway.Pipeline.Disclosure;

/// <summary>SQL of <c>exemption</c>: approvals not to publish that came apart from their result.</summary>
public sealed class ExemptionStore(NpgsqlDataSource database, TimeProvider clock)
{
    private const int DueAtOnce = 500;

    private const string Columns =
        "exemption_id, area, result_id, ground, approval_no, approved_by, approved_on, entered_by, expires_on, revoked_by, revoke_reason";

    private DateOnly Today => ChinaTime.DayOf(clock.GetUtcNow());

    /// <summary>Which of the results are exempt from publication now, read in the caller's transaction.</summary>
    public async Task<IReadOnlySet<string>> InForceAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, IReadOnlyCollection<string> ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select distinct result_id from exemption
            where area = $1 and result_id = any($2) and revoked_at is null and (expires_on is null or expires_on >= $3)
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(ids.ToArray());
        command.Parameters.AddWithValue(Today);
        var exempt = new HashSet<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            exempt.Add(reader.GetString(0));
        }

        return exempt;
    }

    internal static async Task<StoredExemption?> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, string resultId, string approvalNo, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select {Columns} from exemption where area = $1 and result_id = $2 and approval_no = $3", connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(resultId);
        command.Parameters.AddWithValue(approvalNo);
        return await ReadAsync(command, cancellationToken);
    }

    internal static async Task<StoredExemption?> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, long id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from exemption where area = $1 and exemption_id = $2", connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(id);
        return await ReadAsync(command, cancellationToken);
    }

    internal async Task<long> InsertAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, ExemptionRequest request, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into exemption (area, result_id, ground, approval_no, approved_by, approved_on, entered_by, expires_on, stored_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning exemption_id
            """,
            connection, transaction);
        object?[] values =
        [
            area, request.ResultId, request.Ground, request.ApprovalNo, request.ApprovedBy, request.ApprovedOn, request.EnteredBy,
            request.ExpiresOn, clock.GetUtcNow(),
        ];
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value ?? DBNull.Value);
        }

        return (long)(await command.ExecuteScalarAsync(cancellationToken) ?? throw new InvalidOperationException("审批未能登记"));
    }

    internal async Task RevokeAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long id, RevocationRequest request, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "update exemption set revoked_at = $2, revoked_by = $3, revoke_reason = $4 where exemption_id = $1", connection, transaction);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        command.Parameters.AddWithValue(request.RevokedBy ?? "");
        command.Parameters.AddWithValue(request.Reason ?? "");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Some of those whose last day has passed and that were not ended yet.</summary>
    internal async Task<IReadOnlyList<DueExemption>> DueAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select exemption_id, area, result_id from exemption
            where expires_on < $1 and expires_on is not null and revoked_at is null and expiry_placed_at is null order by expires_on limit $2
            """);
        command.Parameters.AddWithValue(Today);
        command.Parameters.AddWithValue(DueAtOnce);
        var due = new List<DueExemption>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add(new DueExemption(reader.GetInt64(0), reader.GetString(1), reader.GetString(2)));
        }

        return due;
    }

    /// <summary>Ends them; returns those that nobody ended meanwhile.</summary>
    internal async Task<IReadOnlySet<long>> EndAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update exemption set expiry_placed_at = $2
            where exemption_id = any($1) and revoked_at is null and expiry_placed_at is null returning exemption_id
            """,
            connection, transaction);
        command.Parameters.AddWithValue(ids);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        var ended = new HashSet<long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ended.Add(reader.GetInt64(0));
        }

        return ended;
    }

    private static async Task<StoredExemption?> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new StoredExemption(
                reader.GetInt64(0), reader.GetString(1),
                new ExemptionRequest(
                    reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetFieldValue<DateOnly>(6),
                    reader.GetString(7), reader.IsDBNull(8) ? null : reader.GetFieldValue<DateOnly>(8)),
                reader.IsDBNull(9) ? null : new RevocationRequest(reader.GetString(9), reader.GetString(10)))
            : null;
    }
}
