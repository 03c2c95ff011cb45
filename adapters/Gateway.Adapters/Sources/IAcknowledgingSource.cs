using Gateway.Contracts;

namespace Gateway.Adapters.Sources;

/// <summary>A source whose platform is told how far its rows were taken.</summary>
public interface IAcknowledgingSource : ISource
{
    /// <summary>
    /// Tells the platform that everything up to a position was taken. Called after the run that took it has committed, never before; a
    /// process that dies in between leaves it to the next run. It may come twice, and an older position after a newer one changes nothing.
    /// </summary>
    /// <exception cref="Failures.TransientFailure">The platform can't be told now; the next run tells it.</exception>
    /// <exception cref="Failures.PermanentFailure">The platform refuses for good.</exception>
    Task AcknowledgeAsync(string area, Feed feed, FeedCursor taken, CancellationToken cancellationToken);
}
