using Gateway.Pipeline.Runs;
using Microsoft.Extensions.Logging;

namespace Gateway.Pipeline.Pull;

internal static partial class PullLog
{
    [LoggerMessage(EventId = 201, Level = LogLevel.Information, Message = "run {run_id} of {area}/{feed} ended {outcome}: {counters}")]
    public static partial void Ended(ILogger logger, long run_id, string area, string feed, RunOutcome outcome, RunCounters counters);

    [LoggerMessage(EventId = 202, Level = LogLevel.Error, Message = "pull of {area}/{feed} broke")]
    public static partial void Broke(ILogger logger, Exception failure, string area, string feed);

    [LoggerMessage(EventId = 203, Level = LogLevel.Warning, Message = "run {run_id} could not be closed; the next run of its feed will")]
    public static partial void NotClosed(ILogger logger, Exception failure, long run_id);

    [LoggerMessage(EventId = 204, Level = LogLevel.Information, Message = "{count} deliveries of {area} waited for the catalogue and go on after {feed}")]
    public static partial void Requeued(ILogger logger, int count, string area, string feed);

    [LoggerMessage(EventId = 205, Level = LogLevel.Warning, Message = "deliveries of {area} stay parked until the next pull after {feed}")]
    public static partial void NotRequeued(ILogger logger, Exception failure, string area, string feed);

    [LoggerMessage(EventId = 206, Level = LogLevel.Warning, Message = "the platform could not be told what became of run {run_id}; the next run tells it")]
    public static partial void NotSettled(ILogger logger, Exception failure, long run_id);
}
