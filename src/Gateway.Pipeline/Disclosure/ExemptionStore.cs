using Npgsql;

namespace Gateway.Pipeline.Disclosure;

/// <summary>SQL of <c>exemption</c>: approvals not to publish that came apart from their result.</summary>
public sealed class ExemptionStore(TimeProvider clock)
{
    private static readonly TimeSpan Shanghai = TimeSpan.FromHours(8);

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
        command.Parameters.AddWithValue(DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(Shanghai).DateTime));
        var exempt = new HashSet<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            exempt.Add(reader.GetString(0));
        }

        return exempt;
    }
}
