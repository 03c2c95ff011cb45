using Gateway.Pipeline.Keys;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Reload;

/// <summary>Looks at the files as long as the process runs. What fails is looked at again: the configuration in force goes on meanwhile.</summary>
public sealed class ReloadWatch(ReloadStep step, KeyNotes notes, ProcessName process, IOptions<ReloadOptions> options, TimeProvider clock,
    ILogger<ReloadWatch> log)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                await step.RunAsync(cancellationToken);
                await notes.WriteAsync(process.Value, cancellationToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                ReloadLog.Broke(log, failure);
            }
        }
    }
}
