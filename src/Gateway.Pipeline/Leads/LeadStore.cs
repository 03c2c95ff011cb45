using Gateway.Contracts.Leads;
using Gateway.Pipeline.Documents;
using Npgsql;

namespace Gateway.Pipeline.Leads;

/// <summary>A lead as its county may ask for it, without what was told.</summary>
/// <param name="FromPlatform">It was pulled; otherwise the county handed it in.</param>
public sealed record LeadFacts(string LeadNo, bool FromPlatform, DateTimeOffset? ReceivedAt, DateOnly? Deadline);

/// <summary>A stored step of handling, without its words.</summary>
public sealed record StoredStep(int Version, string State, DateTimeOffset StoredAt);

/// <summary>SQL of <c>own_lead</c>, <c>handling</c> and <c>handling_version</c>, and of what is looked up in the pulled leads.</summary>
public sealed class LeadStore(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>The lead, pulled or handed in; <see langword="null"/> when the area has none of this number.</summary>
    public async Task<LeadFacts?> FindAsync(string area, string leadNo, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await FindAsync(connection, null, area, leadNo, cancellationToken);
    }

    internal static async Task<LeadFacts?> FindAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string area, string leadNo, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select true, received_at at time zone 'Asia/Shanghai', deadline from lead where area = $1 and lead_no = $2
            union all
            select false, received_at, deadline from own_lead where area = $1 and lead_no = $2
            order by 1 desc limit 1
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(leadNo);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new LeadFacts(
                leadNo, reader.GetBoolean(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1),
                reader.IsDBNull(2) ? null : reader.GetFieldValue<DateOnly>(2))
            : null;
    }

    /// <summary>The steps stored of a lead, in order.</summary>
    public async Task<IReadOnlyList<StoredStep>> StepsAsync(string area, string leadNo, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "select version, state, stored_at from handling_version where area = $1 and handling_id = $2 order by version");
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(leadNo);
        var steps = new List<StoredStep>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            steps.Add(new StoredStep(reader.GetInt32(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return steps;
    }

    /// <summary>Stores a lead of the county's own, unless its number is known; gives the hash that is stored.</summary>
    internal async Task<(bool New, byte[] Hash)> InsertOwnAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, PreparedDocument<CountyLead> lead, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with stored as (
              insert into own_lead (area, lead_no, content_hash, body, received_at, deadline, stored_at) values ($1, $2, $3, $4, $5, $6, $7)
              on conflict on constraint own_lead_pk do nothing returning content_hash)
            select true, content_hash from stored
            union all select false, content_hash from own_lead where area = $1 and lead_no = $2
            order by 1 desc limit 1
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(lead.Id);
        command.Parameters.AddWithValue(lead.Hash);
        command.Parameters.AddWithValue(lead.SealedBody);
        command.Parameters.AddWithValue((lead.Content.ReceivedAt ?? default).ToUniversalTime());
        command.Parameters.AddWithValue((object?)lead.Content.Deadline ?? DBNull.Value);
        command.Parameters.AddWithValue(clock.GetUtcNow());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw new InvalidOperationException("the lead that was in the way is gone");
        }

        return (reader.GetBoolean(0), reader.GetFieldValue<byte[]>(1));
    }

    /// <summary>Adds the next step of a lead whose head is locked.</summary>
    internal async Task AddStepAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string area, PreparedDocument<LeadHandling> step, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with stored as (
              insert into handling_version (area, handling_id, version, content_hash, body, state, stored_at) values ($1, $2, $3, $4, $5, $6, $7))
            update handling set version = $3, last_stored_at = $7 where area = $1 and handling_id = $2
            """,
            connection, transaction);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(step.Id);
        command.Parameters.AddWithValue(step.Version);
        command.Parameters.AddWithValue(step.Hash);
        command.Parameters.AddWithValue(step.SealedBody);
        command.Parameters.AddWithValue(step.Content.State?.ToString() ?? "");
        command.Parameters.AddWithValue(clock.GetUtcNow());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
