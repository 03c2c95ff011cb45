using System.Diagnostics;
using Npgsql;

namespace Gateway.Benchmarks.Programs;

/// <summary>PostgreSQL's own client: the baseline of the pull.</summary>
internal static class Psql
{
    /// <summary>Runs one command and says how long the process took.</summary>
    public static async Task<TimeSpan> RunAsync(string program, string connectionString, string command, CancellationToken cancellationToken)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(program, ["-XqAt", "-v", "ON_ERROR_STOP=1", "-c", command]) { RedirectStandardError = true };
        start.Environment["PGHOST"] = server.Host;
        start.Environment["PGPORT"] = $"{server.Port}";
        start.Environment["PGUSER"] = server.Username;
        start.Environment["PGPASSWORD"] = server.Password;
        start.Environment["PGDATABASE"] = server.Database;
        start.Environment["PGOPTIONS"] = "-c search_path=gateway";
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start");
        var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(began);
        return process.ExitCode == 0 ? elapsed : throw new InvalidOperationException($"psql: {errors}");
    }
}
