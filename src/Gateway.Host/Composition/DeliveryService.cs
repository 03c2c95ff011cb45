using Gateway.Pipeline.Delivery;

namespace Gateway.Host.Composition;

/// <summary>Delivers as long as the server runs. The runner sweeps by itself: whatever ends it is a bug, said and started again.</summary>
internal sealed class DeliveryService(DeliveryRunner runner, TimeProvider clock, ILogger<DeliveryService> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await runner.RunAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogError(failure, "Delivery ended; starting it again in {pause}", Pause);
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }
}
