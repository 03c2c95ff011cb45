namespace Gateway.Adapters.Files.Reading;

/// <summary>
/// Reads one form of file from a verified copy, in one pass and bounded memory. What a page's body holds can be read again by
/// <see cref="BodyReader"/> without the file.
/// </summary>
internal interface IFileReader
{
    /// <summary>Checks what can be checked before the first row is used, and counts the rows.</summary>
    /// <exception cref="FileRefused">It can't be read as agreed.</exception>
    long Count(Stream file, CancellationToken cancellationToken);

    /// <summary>Bodies of pages, in order; one without rows for a file without rows.</summary>
    /// <exception cref="FileRefused">It can't be read as agreed.</exception>
    IEnumerable<ReadOnlyMemory<byte>> Bodies(Stream file, string name, FeedColumns columns, CancellationToken cancellationToken);
}
