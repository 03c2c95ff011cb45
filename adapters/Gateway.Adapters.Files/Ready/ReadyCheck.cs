using System.Text;
using Gateway.Adapters.Files.Folders;
using Gateway.Adapters.Files.Reading;

namespace Gateway.Adapters.Files.Ready;

/// <summary>What became of looking whether a file is whole.</summary>
internal abstract record Readiness
{
    private Readiness()
    {
    }

    /// <summary>It is: a verified copy, to be disposed of.</summary>
    public sealed record Whole(SpooledFile Copy, OkFile Ok) : Readiness;

    /// <summary>It is not, or not yet.</summary>
    /// <param name="Reason">Chinese.</param>
    /// <param name="Since">Last change of it or of its <c>.ok</c>.</param>
    public sealed record NotYet(string Reason, DateTimeOffset Since) : Readiness;

    /// <summary>It is whole, but can't be read as agreed.</summary>
    public sealed record Unfit(FileRefused Why) : Readiness;
}

/// <summary>
/// A file is read only when it and its <c>.ok</c> agree in hash and rows, judged over a copy: whatever is done to the file while it is
/// copied, or after, half of it is never read.
/// </summary>
internal sealed class ReadyCheck(FilesOptions options, FileReaders readers)
{
    public async Task<Readiness> LookAsync(IDropFolder session, string folder, DropName name, CancellationToken cancellationToken)
    {
        var (path, okPath) = (DropPath.Join(folder, name.File), DropPath.Join(folder, name.OkFile));
        if (await session.FindAsync(path, cancellationToken) is not { } before)
        {
            return new Readiness.NotYet("文件不见了", DateTimeOffset.MaxValue);
        }

        if (await session.FindAsync(okPath, cancellationToken) is not { } okEntry)
        {
            return new Readiness.NotYet("没有 .ok 文件", before.ModifiedAt);
        }

        var since = before.ModifiedAt > okEntry.ModifiedAt ? before.ModifiedAt : okEntry.ModifiedAt;
        if (await ReadOkAsync(session, okPath, okEntry, cancellationToken) is not { } ok)
        {
            return new Readiness.NotYet(".ok 文件不完整：应有 rows=<行数> 与 sha256=<值>（或 sm3=<值>）", since);
        }

        return await CopyAsync(session, path, name, ok, since, cancellationToken);
    }

    private async Task<Readiness> CopyAsync(
        IDropFolder session, string path, DropName name, OkFile ok, DateTimeOffset since, CancellationToken cancellationToken)
    {
        SpooledFile? copy = null;
        var kept = false;
        try
        {
            await using (var stream = await session.OpenAsync(path, 0, cancellationToken))
            {
                if (stream is null)
                {
                    return new Readiness.NotYet("文件不见了", DateTimeOffset.MaxValue);
                }

                copy = await SpooledFile.CopyAsync(stream, options.SpoolFolder, ok.Algorithm, options.MaxFileBytes, cancellationToken);
            }

            if (copy.Hash != ok.Hash)
            {
                return new Readiness.NotYet($"内容与 .ok 中的 {ok.Algorithm} 不符（未传完、已被改动，或 .ok 写早了）", since);
            }

            var rows = await Task.Run(() => readers.Of(name).Count(copy.Stream, cancellationToken), cancellationToken);
            copy.Stream.Position = 0;
            kept = rows == ok.Rows;
            return kept ? new Readiness.Whole(copy, ok) : new Readiness.NotYet($"有 {rows} 行，.ok 中写的是 {ok.Rows} 行", since);
        }
        catch (FileRefused unfit)
        {
            return new Readiness.Unfit(unfit);
        }
        finally
        {
            if (!kept && copy is not null)
            {
                await copy.DisposeAsync();
            }
        }
    }

    private static async Task<OkFile?> ReadOkAsync(IDropFolder session, string path, DropEntry entry, CancellationToken cancellationToken)
    {
        await using var stream = entry.Length > OkFile.LongestBytes ? null : await session.OpenAsync(path, 0, cancellationToken);
        if (stream is null)
        {
            return null;
        }

        var bytes = new byte[OkFile.LongestBytes];
        var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return OkFile.Parse(Encoding.UTF8.GetString(bytes, 0, length));
    }
}
