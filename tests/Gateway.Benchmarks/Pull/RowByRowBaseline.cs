using System.Diagnostics;
using Gateway.Benchmarks.Programs;

namespace Gateway.Benchmarks.Pull;

/// <summary>One upsert a row, each its own transaction, on one connection.</summary>
internal static class RowByRowBaseline
{
    /// <returns>Rows a second.</returns>
    public static async Task<double> RunAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        var sample = await RowSample.ReadAsync(database, cancellationToken);
        await database.ExecuteAsync("create table subject_by_row (like subject including all)", cancellationToken);
        var upsert = sample.UpsertInto("subject_by_row");
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        var began = Stopwatch.GetTimestamp();
        foreach (var row in sample.Rows)
        {
            await sample.UpsertAsync(connection, upsert, row, cancellationToken);
        }

        var elapsed = Stopwatch.GetElapsedTime(began);
        await database.ExecuteAsync("drop table subject_by_row", cancellationToken);
        return sample.Rows.Count / elapsed.TotalSeconds;
    }
}
