namespace Gateway.Adapters.Files.Folders;

/// <summary>A file or folder as listed.</summary>
/// <param name="Name">Its name alone.</param>
/// <param name="Length">Bytes.</param>
/// <param name="ModifiedAt">Last change.</param>
/// <param name="IsFolder">Whether it is a folder; what is neither a plain file nor a folder is not listed.</param>
internal sealed record DropEntry(string Name, long Length, DateTimeOffset ModifiedAt, bool IsFolder);

/// <summary>
/// A session with the folder in which files are exchanged. Paths are below its root, with slashes, made by <see cref="DropPath"/>.
/// Failures are <see cref="Adapters.Failures.TransientFailure"/> or <see cref="Adapters.Failures.PermanentFailure"/> in Chinese.
/// </summary>
internal interface IDropFolder : IAsyncDisposable
{
    /// <summary>What is in a folder; nothing when there is no such folder below an existing root.</summary>
    Task<IReadOnlyList<DropEntry>> ListAsync(string folder, CancellationToken cancellationToken);

    /// <summary>A file, or <see langword="null"/>.</summary>
    Task<DropEntry?> FindAsync(string path, CancellationToken cancellationToken);

    /// <summary>Opens a file for reading from an offset, or <see langword="null"/> when it is gone.</summary>
    Task<Stream?> OpenAsync(string path, long offset, CancellationToken cancellationToken);

    /// <summary>Writes under a temporary name, makes it durable, then renames: nobody sees half of it. Replaces what is there.</summary>
    Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Renames, making the folder it goes to; false when it is gone. A file of that name there is replaced.</summary>
    Task<bool> MoveAsync(string from, string to, CancellationToken cancellationToken);
}

/// <summary>Opens sessions.</summary>
internal interface IDropFolders
{
    /// <summary>Where it is, as shown to operators; without user or secret.</summary>
    string Address { get; }

    Task<IDropFolder> OpenAsync(CancellationToken cancellationToken);
}
