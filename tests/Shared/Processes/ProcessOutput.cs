namespace Gateway.Testing;

/// <summary>The lines of a process: kept, written to a log file, and awaited.</summary>
internal sealed class ProcessOutput(string file) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly List<(Func<string, bool> Wanted, TaskCompletionSource<string> Found)> _waiting = [];
    private readonly StreamWriter _file = new(file, append: true) { AutoFlush = true };
    private bool _ended;

    public string File => file;

    public string Text
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    public void Add(string line)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return;
            }

            _lines.Add(line);
            _file.WriteLine(line);
            foreach (var (_, found) in _waiting.Where(x => x.Wanted(line)))
            {
                found.TrySetResult(line);
            }
        }
    }

    public void End(string why)
    {
        lock (_gate)
        {
            _ended = true;
            foreach (var (_, found) in _waiting)
            {
                found.TrySetException(new InvalidOperationException($"{why}; its last lines ({file}):\n{Tail()}"));
            }
        }
    }

    /// <summary>The first line, past or to come, that is wanted.</summary>
    public async Task<string> LineAsync(string what, Func<string, bool> wanted, TimeSpan limit, CancellationToken cancellationToken)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_lines.Find(x => wanted(x)) is { } line)
            {
                return line;
            }

            if (_ended)
            {
                throw new InvalidOperationException($"Ended before {what}; its last lines ({file}):\n{Tail()}");
            }

            _waiting.Add((wanted, found));
        }

        try
        {
            return await found.Task.WaitAsync(limit, cancellationToken);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Not within {limit.TotalSeconds:0.#} s: {what}; the last lines ({file}):\n{Tail()}");
        }
    }

    public string Tail()
    {
        lock (_gate)
        {
            return string.Join('\n', _lines.TakeLast(30));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _ended = true;
            _file.Dispose();
        }
    }
}
