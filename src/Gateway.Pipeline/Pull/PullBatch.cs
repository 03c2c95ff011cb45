using System.Collections.Concurrent;
using Gateway.Contracts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gateway.Pipeline.Pull;

/// <summary>Pulls many feeds, a few at a time; one's failure never stops another's.</summary>
internal sealed class PullBatch
{
    private readonly PullJob _job;
    private readonly PullFollowUp _followUp;
    private readonly PullOptions _options;
    private readonly ILogger<PullBatch> _log;

    public PullBatch(PullJob job, PullFollowUp followUp, IOptions<PullOptions> options, ILogger<PullBatch> log) =>
        (_job, _followUp, _options, _log) = (job, followUp, options.Value, log);

    /// <param name="commands">What to pull.</param>
    /// <param name="ended">Told as each one ends.</param>
    /// <param name="cancellationToken">Stops at the next step.</param>
    public async Task<IReadOnlyCollection<PullOutcome>> RunAsync(
        IEnumerable<PullCommand> commands, Func<PullCommand, PullOutcome, Task> ended, CancellationToken cancellationToken)
    {
        var outcomes = new ConcurrentBag<PullOutcome>();
        await Parallel.ForEachAsync(
            commands,
            new ParallelOptions { MaxDegreeOfParallelism = _options.Parallel, CancellationToken = cancellationToken },
            async (command, token) =>
            {
                var outcome = await OneAsync(command, token);
                outcomes.Add(outcome);
                await ended(command, outcome);
            });
        return outcomes;
    }

    private async Task<PullOutcome> OneAsync(PullCommand command, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await _job.RunAsync(command, cancellationToken);
            await _followUp.AfterAsync(command.Area, command.Feed, outcome, cancellationToken);
            return outcome;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // A bug that one county's data bring to light must not keep the others from being pulled.
            PullLog.Broke(_log, failure, command.Area, command.Feed.Wire());
            return new PullOutcome.Failed(null, "internal", $"程序内部错误（{failure.GetType().Name}），详见日志；其他地区不受影响");
        }
    }
}
