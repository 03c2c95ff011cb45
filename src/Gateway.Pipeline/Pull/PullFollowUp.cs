using Gateway.Contracts;
using Gateway.Pipeline.Delivery;
using Gateway.Pipeline.Results;
using Gateway.Pipeline.Runs;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gateway.Pipeline.Pull;

/// <summary>
/// What others owe to a pull that ended: deliveries that waited for the catalogue go back into the queue, and the checklist is compiled
/// again when matters changed. A held read counts too: what it merged is in force.
/// </summary>
internal sealed class PullFollowUp(QueueStore queue, IResultNudge delivery, IFeedNudge compile, ILogger<PullFollowUp> log)
{
    public async Task AfterAsync(string area, Feed feed, PullOutcome outcome, CancellationToken cancellationToken)
    {
        var counters = outcome switch
        {
            PullOutcome.Completed done => done.Counters,
            PullOutcome.Held held => held.Counters,
            _ => null,
        };
        if (counters is null || feed is not (Feed.Matter or Feed.Subject))
        {
            return;
        }

        if (feed is Feed.Matter && Changed(counters))
        {
            compile.FeedPulled(area, feed);
        }

        try
        {
            if (await queue.RequeueWaitingAsync(area, cancellationToken) is > 0 and var requeued)
            {
                PullLog.Requeued(log, requeued, area, feed.Wire());
                await delivery.ResultsStoredAsync(area, cancellationToken);
            }
        }
        catch (NpgsqlException failure)
        {
            // The pull itself is committed; the deliveries stay parked as waiting and the next pull puts them back.
            PullLog.NotRequeued(log, failure, area, feed.Wire());
        }
    }

    private static bool Changed(RunCounters x) => x.New + x.Changed + x.DeletedByRow + x.DeletedByAbsence > 0;
}
