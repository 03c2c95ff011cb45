namespace Gateway.Adapters.Sources;

/// <summary>Fetches numbered pages ahead with a bounded degree and yields them in order; what is under way ends with it.</summary>
/// <typeparam name="T">A page.</typeparam>
public sealed class OrderedFetch<T> : IAsyncDisposable
{
    private readonly Queue<(long Number, Task<T> Page)> _underWay = new();
    private readonly CancellationTokenSource _ending;
    private readonly Func<long, CancellationToken, Task<T>> _fetch;
    private readonly int _ahead;
    private readonly long _last;
    private long _next;

    /// <summary>Starts nothing yet.</summary>
    /// <param name="ahead">Most pages under way or waiting: bounds memory.</param>
    /// <param name="first">First number.</param>
    /// <param name="last">Last number.</param>
    /// <param name="fetch">Fetches one page.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    public OrderedFetch(int ahead, long first, long last, Func<long, CancellationToken, Task<T>> fetch, CancellationToken cancellationToken)
    {
        (_ahead, _next, _last, _fetch) = (ahead, first, last, fetch);
        _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>The pages in order. A page's failure is thrown at its place.</summary>
    public async IAsyncEnumerator<(long Number, T Page)> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            while (_underWay.Count < _ahead && _next <= _last)
            {
                var number = _next++;
                _underWay.Enqueue((number, Task.Run(() => _fetch(number, _ending.Token), _ending.Token)));
            }

            if (!_underWay.TryDequeue(out var head))
            {
                yield break;
            }

            yield return (head.Number, await head.Page);
        }
    }

    /// <summary>Cancels what is under way and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        // Their outcome is of no interest any more; waiting keeps their failures from going unobserved.
        await Task.WhenAll(_underWay.Select(fetch => fetch.Page)).ContinueWith(
            task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _ending.Dispose();
    }
}
