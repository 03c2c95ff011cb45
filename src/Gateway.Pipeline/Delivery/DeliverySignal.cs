using Gateway.Pipeline.Results;

namespace Gateway.Pipeline.Delivery;

/// <summary>Wakes this process's runner before its next sweep.</summary>
public sealed class DeliverySignal : IResultNudge, IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);

    public void Set()
    {
        try
        {
            _set.Release();
        }
        catch (SemaphoreFullException)
        {
            // Set already: one look finds all.
        }
    }

    public Task ResultsStoredAsync(string area, CancellationToken cancellationToken)
    {
        Set();
        return Task.CompletedTask;
    }

    public async Task WaitAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var set = _set.WaitAsync(ended.Token);
        await Task.WhenAny(set, Task.Delay(most, ended.Token));
        await ended.CancelAsync();
        await set.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose() => _set.Dispose();
}
