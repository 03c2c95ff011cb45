using System.Diagnostics;
using System.Security.Cryptography;

namespace Gateway.Benchmarks.Programs;

/// <summary>The gateway as a process of its own, pointed at a sandbox and a database by its environment alone.</summary>
internal sealed class GatewayProgram
{
    private readonly string _program;
    private readonly Dictionary<string, string> _environment;

    public GatewayProgram(string program, string connectionString, SandboxProgram sandbox)
    {
        _program = program;
        _environment = new Dictionary<string, string>(sandbox.GatewaySettings)
        {
            ["ConnectionStrings__Gateway"] = connectionString,
            ["Gateway__MasterKey"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
    }

    /// <summary>Runs a verb to its end: how long the whole process took, and the most memory that it held.</summary>
    /// <exception cref="InvalidOperationException">It ended with an error.</exception>
    public async Task<ProgramRun> RunAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(_program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{_program} did not start");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var peak = PeakMemory.WatchAsync(process, cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        var elapsed = Stopwatch.GetElapsedTime(began);
        return process.ExitCode == 0
            ? new ProgramRun(elapsed, await peak, await output)
            : throw new InvalidOperationException($"gateway {string.Join(' ', start.ArgumentList)}: exit code {process.ExitCode}\n{await output}{await errors}");
    }
}

/// <param name="Elapsed">From before its start to its end.</param>
/// <param name="PeakBytes">Most resident memory, as the kernel counted it.</param>
/// <param name="Output">Standard output.</param>
internal sealed record ProgramRun(TimeSpan Elapsed, long PeakBytes, string Output)
{
    public double Seconds => Elapsed.TotalSeconds;

    public double PeakMegabytes => PeakBytes / 1024d / 1024d;
}
