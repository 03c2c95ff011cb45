using Gateway.Benchmarks.Measuring;
using Gateway.Benchmarks.Programs;

namespace Gateway.Benchmarks.Pull;

/// <summary>The rows that the gateway stored, exported to a file and copied by psql into an empty table of the same form.</summary>
internal static class CopyBaseline
{
    public static async Task<double> RunAsync(Bench bench, BenchDatabase database, CancellationToken cancellationToken)
    {
        var file = Path.Combine(bench.WorkFolder, "subject.copy");
        await Psql.RunAsync(
            bench.Environment.Psql, database.ConnectionString, $"\\copy subject to '{file}'", cancellationToken);
        await database.ExecuteAsync("create table subject_copied (like subject including all)", cancellationToken);
        await database.SettleAsync(cancellationToken);
        var elapsed = await Psql.RunAsync(
            bench.Environment.Psql, database.ConnectionString, $"\\copy subject_copied from '{file}'", cancellationToken);
        var copied = await database.ScalarAsync<long>("select count(*) from subject_copied", cancellationToken);
        var stored = await database.ScalarAsync<long>("select count(*) from subject", cancellationToken);
        if (copied != stored || stored == 0)
        {
            throw new InvalidOperationException($"{stored} rows were stored, {copied} copied");
        }

        await database.ExecuteAsync("drop table subject_copied", cancellationToken);
        File.Delete(file);
        return elapsed.TotalSeconds;
    }
}
