using Gateway.Adapters.Failures;
using Gateway.Adapters.Sources;
using Gateway.Pipeline.Runs;
using Microsoft.Extensions.Logging;

namespace Gateway.Pipeline.Pull;

/// <summary>Asks a source that takes what was laid ready how to read it, and tells a source what became of a read once that is committed.</summary>
internal static class SourceSettling
{
    public static async Task<PullMode> ModeAsync(ISource source, PullCommand command, FeedState state, CancellationToken cancellationToken)
    {
        var mode = ReadMode.Of(command, state);
        if (source is not IConsumingSource consuming)
        {
            return mode;
        }

        try
        {
            return await consuming.ModeAsync(
                new PullRequest(command.Area, command.Feed, mode, state.Cursor, null, null), cancellationToken);
        }
        catch (Exception failure) when (failure is TransientFailure or PermanentFailure)
        {
            // The read meets the same failure, in a run that shows it; incremental, for it must not end as an empty whole set.
            return PullMode.Incremental;
        }
    }

    public static async Task SettleAsync(
        ISource source, PreparedRun prepared, RunOutcome outcome, ILogger log, CancellationToken cancellationToken)
    {
        if (source is not ISettlingSource settling)
        {
            return;
        }

        try
        {
            await settling.SettleAsync(
                new SettledRead(
                    prepared.Request, outcome == RunOutcome.Completed, prepared.Run.Reached, prepared.Run.Refused, prepared.Run.RefusedRows), cancellationToken);
        }
        catch (Exception failure) when (failure is TransientFailure or PermanentFailure)
        {
            PullLog.NotSettled(log, failure, prepared.Row.RunId);
        }
    }
}
