using Gateway.Contracts;

namespace Gateway.Adapters.Sources;

/// <summary>
/// One area's access to one platform from which feeds are pulled. An instance is bound to an area's effective settings; it is
/// safe for concurrent use.
/// </summary>
public interface ISource
{
    /// <summary>Name of the profile, for example <c>exchange-rest</c>.</summary>
    string Profile { get; }

    /// <summary>The feeds that this platform serves.</summary>
    IReadOnlyCollection<Feed> Feeds { get; }

    /// <summary>
    /// Reads pages in order, fetching ahead as far as the profile allows. Each page is complete and well-formed when it is yielded;
    /// what a few seconds of repetition mend has been repeated here. The sequence ends after the last page.
    /// </summary>
    /// <exception cref="Failures.TransientFailure">The platform can't be read now.</exception>
    /// <exception cref="Failures.PermanentFailure">The platform refuses for good.</exception>
    IAsyncEnumerable<SourcePage> ReadAsync(PullRequest request, CancellationToken cancellationToken);

    /// <summary>Reads the rows of a landed body again, with the same meaning as when it was pulled.</summary>
    PageRows Parse(Feed feed, ReadOnlyMemory<byte> body);
}

/// <summary>How a feed is read.</summary>
public enum PullMode
{
    /// <summary>Everything in force.</summary>
    Full,

    /// <summary>What changed since the cursor, less the overlap.</summary>
    Incremental,
}

/// <summary>What to read.</summary>
/// <param name="Area">GB/T 2260, six digits: the feed's area.</param>
/// <param name="Feed">The feed.</param>
/// <param name="Mode">Full or incremental.</param>
/// <param name="Since">Where the last read ended; <see langword="null"/> for a full read.</param>
/// <param name="UpdatedFrom">Incremental by time: first instant asked for (overlap already subtracted), inclusive, Asia/Shanghai.</param>
/// <param name="UpdatedTo">Incremental by time: end, exclusive, Asia/Shanghai.</param>
public sealed record PullRequest(string Area, Feed Feed, PullMode Mode, FeedCursor? Since, DateTime? UpdatedFrom, DateTime? UpdatedTo);

/// <summary>
/// Where a read ended: the composite keyset (changed-at, change id) of feeds ordered in time, or an opaque cursor of the platform.
/// </summary>
/// <param name="ChangedAt">Asia/Shanghai.</param>
/// <param name="ChangeId">Breaks ties within one instant.</param>
/// <param name="Opaque">The platform's own cursor.</param>
public sealed record FeedCursor(DateTime? ChangedAt, string? ChangeId, string? Opaque);
