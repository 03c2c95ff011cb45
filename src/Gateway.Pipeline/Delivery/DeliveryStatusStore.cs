using Gateway.Contracts.Status;
using Npgsql;

namespace Gateway.Pipeline.Delivery;

/// <summary>The balance of every target, counted from the deliveries themselves: what was routed is in exactly one state.</summary>
public sealed class DeliveryStatusStore(NpgsqlDataSource database)
{
    public async Task<IReadOnlyList<TargetStatus>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select target, state, case when state = 'not_routed' then coalesce(reason_code, '') else '' end, count(*)
            from delivery group by 1, 2, 3 order by 1
            """);
        var counts = new List<(string Target, string State, string Reason, long Count)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            counts.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3)));
        }

        return [.. counts.GroupBy(x => x.Target).Select(x => Balance(x.Key, [.. x]))];
    }

    /// <summary>Every delivery of one document, oldest version first: what its sender may ask for.</summary>
    public async Task<IReadOnlyList<DocumentDelivery>> OfDocumentAsync(string area, string kind, string docId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            """
            select target, version, operation, state, reason_code, reason, coalesce(ended_at, created_at) from delivery
            where area = $1 and kind = $2 and doc_id = $3 order by version, target, delivery_id
            """);
        command.Parameters.AddWithValue(area);
        command.Parameters.AddWithValue(kind);
        command.Parameters.AddWithValue(docId);
        var deliveries = new List<DocumentDelivery>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            deliveries.Add(new DocumentDelivery(
                reader.GetString(0), reader.GetInt32(1), DeliveryOperations.Parse(reader.GetString(2)), reader.GetString(3),
                await reader.IsDBNullAsync(4, cancellationToken) ? null : reader.GetString(4),
                await reader.IsDBNullAsync(5, cancellationToken) ? null : reader.GetString(5), reader.GetFieldValue<DateTimeOffset>(6)));
        }

        return deliveries;
    }

    private static TargetStatus Balance(string target, IReadOnlyList<(string Target, string State, string Reason, long Count)> counts)
    {
        long Of(string state) => counts.Where(x => x.State == state).Sum(x => x.Count);
        return new TargetStatus(
            target, counts.Where(x => x.State != DeliveryStates.NotRouted).Sum(x => x.Count), Of(DeliveryStates.Queued), Of(DeliveryStates.Sent),
            Of(DeliveryStates.Accepted), Of(DeliveryStates.Published), Of(DeliveryStates.Rejected), Of(DeliveryStates.Withdrawn),
            Of(DeliveryStates.Parked),
            counts.Where(x => x.State == DeliveryStates.NotRouted).ToDictionary(x => x.Reason, x => x.Count));
    }
}

/// <summary>One version of a document at one target.</summary>
/// <param name="At">When it reached its state, or was stored.</param>
public sealed record DocumentDelivery(
    string Target, int Version, Adapters.Sinks.DeliveryOperation Operation, string State, string? Code, string? Message, DateTimeOffset At);
