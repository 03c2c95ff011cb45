using Gateway.Pipeline.Desk;

namespace Gateway.Host.Composition;

/// <summary>Advances what operators had sent again. Any process may; one that finds nothing looks again seldom.</summary>
internal sealed class DeskService(RetryRunner retries, CorrectionDesk corrections, TimeProvider clock, ILogger<DeskService> log) : BackgroundService
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var steps = 0;
            try
            {
                steps = await retries.RunDueAsync(stoppingToken);
                await corrections.HandInAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "A step of the desk failed; it is taken again in {pause}", Idle);
            }

            await Task.Delay(steps > 0 ? Soon : Idle, clock, stoppingToken);
        }
    }
}
