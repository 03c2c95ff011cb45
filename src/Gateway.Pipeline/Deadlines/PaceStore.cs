using Npgsql;

namespace Gateway.Pipeline.Deadlines;

/// <summary>Counts what targets took lately, from the attempts themselves.</summary>
public sealed class PaceStore(NpgsqlDataSource database)
{
    /// <summary>A slot for every stretch of time in which a target was tried, whether it took something or not.</summary>
    public async Task<IReadOnlyList<PaceSlot>> ReadAsync(DateTimeOffset since, TimeSpan slot, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select b.target, date_bin($2, a.at, '2000-01-01'::timestamptz), sum(a.accepted + a.published + a.withdrawn + a.rejected)::bigint
            from delivery_attempt a join delivery_batch b using (batch_id)
            where a.at > $1 and b.kind <> 'checklist' group by 1, 2
            """);
        command.Parameters.AddWithValue(since.UtcDateTime);
        command.Parameters.AddWithValue(slot);
        var slots = new List<PaceSlot>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            slots.Add(new PaceSlot(reader.GetString(0), reader.GetFieldValue<DateTimeOffset>(1), reader.GetInt64(2)));
        }

        return slots;
    }
}
