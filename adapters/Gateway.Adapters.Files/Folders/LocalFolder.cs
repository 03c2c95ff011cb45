using Gateway.Adapters.Failures;

namespace Gateway.Adapters.Files.Folders;

/// <summary>A directory of this machine, or one mounted here.</summary>
internal sealed class LocalFolder(string root) : IDropFolders, IDropFolder
{
    private const int Buffer = 128 << 10;

    public string Address => "file://" + root;

    public Task<IDropFolder> OpenAsync(CancellationToken cancellationToken) => Guarded<IDropFolder>(() =>
        Directory.Exists(root) ? Task.FromResult<IDropFolder>(this) : throw new TransientFailure("folder_missing", $"交换目录不存在或未挂载：{root}"));

    public Task<IReadOnlyList<DropEntry>> ListAsync(string folder, CancellationToken cancellationToken) => Guarded(() =>
    {
        var path = At(folder);
        var entries = new List<DropEntry>();
        if (Directory.Exists(path))
        {
            foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Entry(entry) is { } listed)
                {
                    entries.Add(listed);
                }
            }
        }

        return Task.FromResult<IReadOnlyList<DropEntry>>(entries);
    });

    public Task<DropEntry?> FindAsync(string path, CancellationToken cancellationToken) => Guarded(() =>
    {
        var file = new FileInfo(At(path));
        return Task.FromResult(file.Exists ? Entry(file) : null);
    });

    public Task<Stream?> OpenAsync(string path, long offset, CancellationToken cancellationToken) => Guarded(() =>
    {
        try
        {
            // Others may write, rename or delete it meanwhile: what was read is judged by its hash.
            Stream stream = new FileStream(At(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, Buffer, useAsync: false);
            stream.Position = offset;
            return Task.FromResult<Stream?>(stream);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    });

    public Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => Guarded(async () =>
    {
        var target = At(path);
        Directory.CreateDirectory(Path.GetDirectoryName(target) ?? root);
        var temporary = Path.Combine(Path.GetDirectoryName(target) ?? root, $".{Path.GetFileName(target)}.tmp");
        await using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, Buffer, useAsync: false))
        {
            await stream.WriteAsync(content, cancellationToken);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, target, overwrite: true);
        return true;
    });

    public Task<bool> MoveAsync(string from, string to, CancellationToken cancellationToken) => Guarded(() =>
    {
        if (!File.Exists(At(from)))
        {
            return Task.FromResult(false);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(At(to)) ?? root);
        File.Move(At(from), At(to), overwrite: true);
        return Task.FromResult(true);
    });

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private string At(string path) => path == "." ? root : Path.Combine(root, path);

    // A link could show what lies outside of the folder: only plain files and folders count.
    private static DropEntry? Entry(FileSystemInfo entry) => entry switch
    {
        { LinkTarget: not null } => null,
        DirectoryInfo => new DropEntry(entry.Name, 0, entry.LastWriteTimeUtc, true),
        FileInfo file when (file.Attributes & FileAttributes.Device) == 0 => new DropEntry(file.Name, file.Length, file.LastWriteTimeUtc, false),
        _ => null,
    };

    private async Task<T> Guarded<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new PermanentFailure("folder_denied", $"没有交换目录的权限（{root}）：需要读、写、改名", denied);
        }
        catch (IOException failed)
        {
            throw new TransientFailure("folder_io", $"交换目录读写失败（{root}）：{failed.GetType().Name}", inner: failed);
        }
    }
}
