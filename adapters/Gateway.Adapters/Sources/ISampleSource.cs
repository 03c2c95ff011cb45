using Gateway.Contracts;

namespace Gateway.Adapters.Sources;

/// <summary>
/// A source whose platform hands out something else than the bodies that are landed (files, workbooks): it reads a sample as it lies at
/// the platform, for a dry run. Other sources read a sample by <see cref="ISource.Parse"/>.
/// </summary>
public interface ISampleSource
{
    /// <summary>Reads a sample file with the same meaning as a pull.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="InvalidDataException">The file is none that the source takes; the message says why, in Chinese.</exception>
    Task<IReadOnlyList<PageRows>> ReadSampleAsync(Feed feed, string path, CancellationToken cancellationToken);
}
