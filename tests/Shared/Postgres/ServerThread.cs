using System.Diagnostics;

namespace Gateway.Testing;

/// <summary>
/// Starts a process from a thread that lives as long as the process: Linux sends the parent-death signal when the *thread* that
/// forked ends, and threads of the pool come and go.
/// </summary>
internal sealed class ServerThread
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Running => !_ended.Task.IsCompleted;

    public static ServerThread Start(ProcessStartInfo start, string logFile)
    {
        var server = new ServerThread();
        new Thread(() => server.Run(start, logFile)) { IsBackground = true, Name = start.FileName }.Start();
        return server;
    }

    public async Task EndAsync(PosixSignalNumber signal)
    {
        var pid = await _started.Task;
        var children = signal == PosixSignalNumber.Kill ? ChildrenOf(pid) : []; // they would outlive it for a while
        PosixSignals.Send(pid, signal);
        foreach (var child in children)
        {
            PosixSignals.Send(child, signal);
        }

        await _ended.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    private static List<int> ChildrenOf(int pid) =>
        [.. File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    private void Run(ProcessStartInfo start, string logFile)
    {
        try
        {
            using var log = TextWriter.Synchronized(new StreamWriter(logFile, append: true) { AutoFlush = true });
            using var process = new Process { StartInfo = start };
            process.OutputDataReceived += (_, e) => log.WriteLine(e.Data);
            process.ErrorDataReceived += (_, e) => log.WriteLine(e.Data);
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            _started.SetResult(process.Id);
            process.WaitForExit();
            _ended.SetResult();
        }
        catch (Exception e)
        {
            _started.TrySetException(e);
            _ended.TrySetException(e);
        }
    }
}
