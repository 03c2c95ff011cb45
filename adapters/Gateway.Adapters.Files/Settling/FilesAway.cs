using System.Globalization;
using Gateway.Adapters.Files.Folders;
using Gateway.Adapters.Sources;

namespace Gateway.Adapters.Files.Settling;

/// <summary>Puts files away: those read into <c>done/</c> by day, those that can't be read into <c>failed/</c>, each with its list of errors.</summary>
internal sealed class FilesAway(FilesOptions options, TimeProvider time)
{
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);

    /// <summary>
    /// Puts away what a committed run took. In the order of names, a file before its <c>.ok</c>: a process that dies on the way leaves the
    /// last one taken where it is, and so it is seen that not all was put away.
    /// </summary>
    public async Task SettleAsync(IDropFolder session, FileRead files, SettledRead read, CancellationToken cancellationToken)
    {
        var done = DropPath.Join(DropPath.Join(options.Inbox, options.Done), Today());
        var refused = read.Refused.ToLookup(row => row.Origin, StringComparer.Ordinal);
        foreach (var name in files.Superseded)
        {
            await MoveAsync(session, options.Inbox, done, name, cancellationToken);
        }

        foreach (var name in files.TooLate)
        {
            await RefuseAsync(session, options.Inbox, name, new FileRefused("out_of_order", "后面的文件已经读取，请以新的序号重新导出"), cancellationToken);
        }

        foreach (var name in files.Taken)
        {
            var rows = refused[name.File].ToList();
            if (rows.Count > 0)
            {
                var unlisted = read.RefusedRows - read.Refused.Count;
                await session.WriteAsync(DropPath.Join(done, ErrorsOf(name)), ErrorsFile.Write(rows, unlisted), cancellationToken);
            }

            await MoveAsync(session, options.Inbox, done, name, cancellationToken);
        }

        foreach (var ok in files.LeftOver)
        {
            await session.MoveAsync(DropPath.Join(options.Inbox, ok), DropPath.Join(done, ok), cancellationToken);
        }
    }

    /// <summary>Puts a file away that can't be read.</summary>
    public async Task RefuseAsync(IDropFolder session, string folder, DropName name, FileRefused why, CancellationToken cancellationToken)
    {
        var failed = DropPath.Join(options.Inbox, options.Failed);
        await session.WriteAsync(
            DropPath.Join(failed, ErrorsOf(name)),
            ErrorsFile.Write([new RefusedRow(name.File, (int)Math.Min(why.Row, int.MaxValue), "", null, why.Message)], unlisted: 0),
            cancellationToken);
        await MoveAsync(session, folder, failed, name, cancellationToken);
    }

    private static string ErrorsOf(DropName name) => name.Stem + ".errors.csv";

    private static async Task MoveAsync(IDropFolder session, string from, string to, DropName name, CancellationToken cancellationToken)
    {
        await session.MoveAsync(DropPath.Join(from, name.File), DropPath.Join(to, name.File), cancellationToken);
        await session.MoveAsync(DropPath.Join(from, name.OkFile), DropPath.Join(to, name.OkFile), cancellationToken);
    }

    private string Today() => time.GetUtcNow().ToOffset(ChinaStandardTime).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
