using System.Diagnostics;

namespace Gateway.Testing;

/// <summary>One of our programs as a real process: started, watched, signalled by its id, and gone when disposed of.</summary>
public sealed class ProgramProcess : IAsyncDisposable
{
    private static int _started;

    private readonly Process _process;
    private readonly ProcessOutput _output;
    private readonly string _name;

    private ProgramProcess(string name, Process process, ProcessOutput output) => (_name, _process, _output) = (name, process, output);

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>All that it has written to standard output and error.</summary>
    public string Log => _output.Text;

    public string LogFile => _output.File;

    /// <summary>Starts <paramref name="program"/> (a .dll); a variable that is null is taken out of the environment.</summary>
    public static ProgramProcess Start(
        string name, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var number = Interlocked.Increment(ref _started);
        var output = new ProcessOutput(Path.Combine(TestEnvironment.LogFolder, $"{name}-{Environment.ProcessId}-{number}.log"));
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = BuiltPrograms.RepositoryRoot,
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[key] = value;
        }

        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, e) => Receive(output, e.Data);
        process.ErrorDataReceived += (_, e) => Receive(output, e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var started = new ProgramProcess(name, process, output);
        AppDomain.CurrentDomain.ProcessExit += started.KillAtExit;
        _ = started.WatchAsync();
        return started;
    }

    public Task<string> WaitForLineAsync(string what, Func<string, bool> wanted, TimeSpan limit, CancellationToken cancellationToken) =>
        _output.LineAsync($"{_name}: {what}", wanted, limit, cancellationToken);

    /// <summary>Waits until the address answers with success; fails at once when the process ends.</summary>
    public async Task WaitForHealthAsync(Uri address, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(5) };
        await Until.TrueAsync($"{_name} answers at {address}", limit, Healthy, cancellationToken);

        async Task<bool> Healthy(CancellationToken token)
        {
            if (HasExited)
            {
                throw new InvalidOperationException($"{_name} ended with exit code {ExitCode}; its last lines:\n{_output.Tail()}");
            }

            try
            {
                using var answer = await client.GetAsync(address, token);
                return answer.IsSuccessStatusCode;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !token.IsCancellationRequested)
            {
                return false; // not listening yet
            }
        }
    }

    /// <summary>Waits for its end (all output read) and returns its exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(limit, cancellationToken);
        return ExitCode;
    }

    /// <summary>False where it has ended already.</summary>
    public bool Signal(PosixSignalNumber signal) => !HasExited && PosixSignals.Send(Pid, signal);

    /// <summary>SIGKILL, and gone when this returns.</summary>
    public async Task KillAsync()
    {
        Signal(PosixSignalNumber.Kill);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        await KillAsync();
        _output.Dispose();
        _process.Dispose();
    }

    private static void Receive(ProcessOutput output, string? line)
    {
        if (line is not null)
        {
            output.Add(line);
        }
    }

    private void KillAtExit(object? sender, EventArgs e) => Signal(PosixSignalNumber.Kill);

    private async Task WatchAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None);
        _output.End($"{_name} ended with exit code {ExitCode}");
    }
}
