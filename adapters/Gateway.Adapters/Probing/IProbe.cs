using Gateway.Contracts;

namespace Gateway.Adapters.Probing;

/// <summary>
/// A source or sink that tries its own way to the platform step by step. Sources and sinks over HTTP need not: what they do is watched on the
/// wire. It is for transports whose steps are others (database: connect, log in, table, permission, rows; folder: reach, list, permission).
/// </summary>
public interface IProbe
{
    /// <summary>
    /// Goes the way up to one page of data. It changes nothing at the platform: no row is acknowledged, no file moved, nothing is sent. A step that
    /// failed is the last one; it is yielded, not thrown.
    /// </summary>
    /// <param name="feed">The feed to read a page of; <see langword="null"/> for a target.</param>
    /// <param name="cancellationToken">Ends it.</param>
    IAsyncEnumerable<ProbeStep> ProbeAsync(Feed? feed, CancellationToken cancellationToken);
}
