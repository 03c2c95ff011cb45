using Gateway.Adapters.Files.Reading;
using Renci.SshNet;
using Renci.SshNet.Common;
using Renci.SshNet.Sftp;

namespace Gateway.Adapters.Files.Folders;

/// <summary>One session.</summary>
internal sealed class SftpFolder(SftpClient client, string root) : IDropFolder
{
    public Task<IReadOnlyList<DropEntry>> ListAsync(string folder, CancellationToken cancellationToken) => Guarded<IReadOnlyList<DropEntry>>(async () =>
    {
        var entries = new List<DropEntry>();
        try
        {
            await foreach (var file in client.ListDirectoryAsync(At(folder), cancellationToken))
            {
                if (file.Name is not ("." or "..") && Entry(file) is { } entry)
                {
                    entries.Add(entry);
                }
            }
        }
        catch (SftpPathNotFoundException) when (folder is not ("." or ""))
        {
            return [];
        }

        return entries;
    });

    public Task<DropEntry?> FindAsync(string path, CancellationToken cancellationToken) => Guarded(async () =>
    {
        try
        {
            return Entry(await client.GetAsync(At(path), cancellationToken));
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
    });

    public Task<Stream?> OpenAsync(string path, long offset, CancellationToken cancellationToken) => Guarded<Stream?>(async () =>
    {
        try
        {
            var stream = await client.OpenAsync(At(path), FileMode.Open, FileAccess.Read, cancellationToken);
            if (offset > 0)
            {
                stream.Seek(offset, SeekOrigin.Begin);
            }

            return new SftpReadStream(stream);
        }
        catch (SftpPathNotFoundException)
        {
            return null;
        }
    });

    public Task WriteAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => Guarded(async () =>
    {
        await MakeFolderAsync(path, cancellationToken);
        var slash = path.LastIndexOf('/');
        var temporary = At(DropPath.Join(slash < 0 ? "." : path[..slash], $".{path[(slash + 1)..]}.tmp"));
        await using (var stream = await client.OpenAsync(temporary, FileMode.Create, FileAccess.Write, cancellationToken))
        {
            await stream.WriteAsync(content, cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }

        Rename(temporary, At(path));
        return true;
    });

    public Task<bool> MoveAsync(string from, string to, CancellationToken cancellationToken) => Guarded(async () =>
    {
        await MakeFolderAsync(to, cancellationToken);
        try
        {
            Rename(At(from), At(to));
            return true;
        }
        catch (SftpPathNotFoundException)
        {
            return false;
        }
    });

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }

    // posix-rename replaces what is there, as one step; OpenSSH and ProFTPD know it.
    private void Rename(string from, string to) => client.RenameFile(from, to, isPosix: true);

    private async Task MakeFolderAsync(string path, CancellationToken cancellationToken)
    {
        var parts = path.Split('/')[..^1];
        for (var i = 1; i <= parts.Length; i++)
        {
            var folder = At(string.Join('/', parts[..i]));
            if (!await client.ExistsAsync(folder, cancellationToken))
            {
                try
                {
                    await client.CreateDirectoryAsync(folder, cancellationToken);
                }
                catch (SshException) when (client.Exists(folder))
                {
                    // Another process made it.
                }
            }
        }
    }

    private string At(string path) => path is "." or "" ? root : $"{root.TrimEnd('/')}/{path}";

    private static DropEntry? Entry(ISftpFile file) => file switch
    {
        { IsDirectory: true } => new DropEntry(file.Name, 0, file.LastWriteTimeUtc, true),
        { IsRegularFile: true } => new DropEntry(file.Name, file.Length, file.LastWriteTimeUtc, false),
        _ => null,
    };

    private static async Task<T> Guarded<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception failed) when (SftpFailures.IsOne(failed))
        {
            throw SftpFailures.Of(failed);
        }
    }
}

/// <summary>A file being read; its failures are the gateway's own.</summary>
internal sealed class SftpReadStream(Stream inner) : ReadingStream(inner)
{
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await Inner.ReadAsync(buffer, cancellationToken);
        }
        catch (Exception failed) when (SftpFailures.IsOne(failed))
        {
            throw SftpFailures.Of(failed);
        }
    }
}
