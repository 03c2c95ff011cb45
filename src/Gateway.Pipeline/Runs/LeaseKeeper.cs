using Microsoft.Extensions.Logging;

namespace Gateway.Pipeline.Runs;

/// <summary>Renews a lease while work goes on, says when it was lost, and gives it back at the end.</summary>
public sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly LeaseStore _store;
    private readonly Lease _lease;
    private readonly TimeSpan _duration;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _lost = new();
    private readonly Task _renewing;

    public LeaseKeeper(LeaseStore store, Lease lease, TimeSpan duration, TimeProvider clock, ILogger log)
    {
        (_store, _lease, _duration, _clock, _log) = (store, lease, duration, clock, log);
        _renewing = Task.Run(RenewAsync);
    }

    /// <summary>Cancelled when another process has taken over.</summary>
    public CancellationToken Lost => _lost.Token;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        try
        {
            await _store.ReleaseAsync(_lease, CancellationToken.None);
        }
        catch (Exception failure)
        {
            _log.LogWarning(failure, "Lease {lease} could not be given back; it expires by itself", _lease.Name);
        }

        _stop.Dispose();
        _lost.Dispose();
    }

    private async Task RenewAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(_duration / 3, _clock, _stop.Token);
                if (!await _store.RenewAsync(_lease, _duration, _stop.Token))
                {
                    await _lost.CancelAsync();
                    return;
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The database is away: the fence in every write decides, not this clock.
                _log.LogWarning(failure, "Lease {lease} could not be renewed; trying again", _lease.Name);
            }
        }
    }
}
