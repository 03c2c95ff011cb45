using Microsoft.Extensions.Logging;

namespace Gateway.Pipeline.Delivery;

/// <summary>
/// Renews the batches of one lane, as long as that lane works and no longer: what a lane that broke has left in the middle of a step
/// must fall to whoever comes next, and that may be this same process.
/// </summary>
internal sealed class BatchKeeper : IAsyncDisposable
{
    private readonly BatchStore _batches;
    private readonly DeliveryOptions _options;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;

    public BatchKeeper(BatchStore batches, DeliveryOptions options, ILogger log)
    {
        (_batches, _options, _log) = (batches, options, log);
        _renewing = Task.Run(RenewAsync);
    }

    /// <summary>In whose name the lane holds its batches.</summary>
    public Guid Owner { get; } = Guid.CreateVersion7();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RenewAsync()
    {
        while (true)
        {
            // Leases run by the database's time, so renewal keeps to real time whatever clock decides what is due.
            await Task.Delay(_options.RenewEvery, _stop.Token);
            try
            {
                await _batches.RenewAsync(Owner, _stop.Token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                DeliveryLog.NotRenewed(_log, e);
            }
        }
    }
}
