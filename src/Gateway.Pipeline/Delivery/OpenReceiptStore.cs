using Npgsql;

namespace Gateway.Pipeline.Delivery;

/// <summary>What the platforms took and have not judged yet.</summary>
/// <param name="Oldest">When the oldest was taken.</param>
public sealed record OpenReceipts(string Target, int Batches, DateTimeOffset Oldest);

/// <summary>Counts the batches that wait for a receipt.</summary>
public sealed class OpenReceiptStore(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<OpenReceipts>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select target, count(*)::int, min(received_at) from delivery_batch
            where ended_at is null and state = 'awaiting_receipt' and received_at is not null group by 1 order by 1
            """);
        var open = new List<OpenReceipts>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            open.Add(new OpenReceipts(reader.GetString(0), reader.GetInt32(1), reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return open;
    }
}
