using System.Diagnostics;
using Gateway.Benchmarks.Programs;
using Npgsql;

namespace Gateway.Benchmarks.Intake;

/// <summary>A row a result and a row a delivery, each insert its own transaction, on one connection; nothing parsed, checked or encrypted.</summary>
internal static class RowByRowBaseline
{
    private static readonly string[] Targets = ["exchange-rest", "publicity", "credit", "double-random"];

    /// <returns>Results a second.</returns>
    public static async Task<double> RunAsync(BenchDatabase database, IReadOnlyList<byte[]> results, CancellationToken cancellationToken)
    {
        await database.ExecuteAsync(
            """
            create table bare_result (area text, id text, version int, body bytea, stored_at timestamptz, primary key (area, id, version));
            create table bare_delivery (area text, id text, version int, target text, state text, primary key (area, id, version, target))
            """,
            cancellationToken);
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var insertResult = new NpgsqlCommand("insert into bare_result values ('610502', $1, 1, $2, now())", connection);
        await using var insertDelivery = new NpgsqlCommand("insert into bare_delivery values ('610502', $1, 1, $2, 'queued')", connection);
        var (id, body, delivered, target) = (Parameter(insertResult), new NpgsqlParameter<byte[]>(), Parameter(insertDelivery), Parameter(insertDelivery));
        insertResult.Parameters.Add(body);
        await insertResult.PrepareAsync(cancellationToken);
        await insertDelivery.PrepareAsync(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < results.Count; i++)
        {
            id.TypedValue = delivered.TypedValue = $"bare-{i}";
            body.TypedValue = results[i];
            await insertResult.ExecuteNonQueryAsync(cancellationToken);
            foreach (var one in Targets)
            {
                target.TypedValue = one;
                await insertDelivery.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        var elapsed = Stopwatch.GetElapsedTime(began);
        await database.ExecuteAsync("drop table bare_result, bare_delivery", cancellationToken);
        return results.Count / elapsed.TotalSeconds;
    }

    private static NpgsqlParameter<string> Parameter(NpgsqlCommand command)
    {
        var parameter = new NpgsqlParameter<string>();
        command.Parameters.Add(parameter);
        return parameter;
    }
}
