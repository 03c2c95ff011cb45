using System.Runtime.CompilerServices;
using Gateway.Adapters.Files.Folders;
using Gateway.Adapters.Files.Ready;
using Gateway.Adapters.Files.Settling;

namespace Gateway.Adapters.Files;

/// <summary>Finds what is to be read next, looks whether it is whole, and says what is odd about what lies there.</summary>
internal sealed class FileFinder(FilesOptions options, ReadyCheck ready, FilesAway away, TimeProvider time)
{
    private const int DaysBack = 400;

    /// <summary>The newest whole set, or <see langword="null"/>.</summary>
    /// <param name="session">The folder.</param>
    /// <param name="area">Whose files.</param>
    /// <param name="files">Which files.</param>
    /// <param name="position">What was taken so far.</param>
    /// <param name="again">Whether the one taken last will do, where there is no newer one and no changes come on top of it.</param>
    /// <param name="read">Takes the findings.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<WholeFile?> NewSetAsync(
        IDropFolder session, string area, FeedFiles files, FilePosition position, bool again, FileRead read, CancellationToken cancellationToken)
    {
        if (files.Full.Length == 0)
        {
            return null;
        }

        var last = position.LastOf(area, files.Full);
        var sets = InboxPlan.Of(await session.ListAsync(options.Inbox, cancellationToken), area, files).Where(file => file.Full).Reverse();
        foreach (var set in sets.Where(file => last is null || file.Name.CompareTo(last) >= 0))
        {
            if (await WholeAsync(session, options.Inbox, set, read, cancellationToken) is { } whole)
            {
                return whole;
            }
        }

        return again && files.Changes.Length == 0 ? await TakenSetAsync(session, area, files, read, cancellationToken) : null;
    }

    /// <summary>Notes what a newer whole set makes superfluous.</summary>
    public async Task NoteSupersededAsync(
        IDropFolder session, string area, FeedFiles files, DropName set, FileRead read, CancellationToken cancellationToken)
    {
        var lying = InboxPlan.Of(await session.ListAsync(options.Inbox, cancellationToken), area, files);
        read.Superseded.AddRange(InboxPlan.SupersededBy(lying, set).Select(file => file.Name));
    }

    /// <summary>Changes in order. Later ones wait for one that is not whole yet, until that is late.</summary>
    public async IAsyncEnumerable<WholeFile> ChangesAsync(
        IDropFolder session, string area, FeedFiles files, FileRead read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var entries = await session.ListAsync(options.Inbox, cancellationToken);
        var lying = InboxPlan.Of(entries, area, files);
        var plan = InboxPlan.Changes(lying, read.Position);
        NoteOdd(entries, area, files, plan, read);
        foreach (var set in lying.Where(file => file.Full && !plan.Superseded.Contains(file)))
        {
            // A set that could be read would be read as one; here it only shows that it is late.
            await NoteUnreadyAsync(session, set, read, cancellationToken);
        }

        foreach (var file in plan.Read)
        {
            if (await WholeAsync(session, options.Inbox, file, read, cancellationToken) is { } whole)
            {
                yield return whole;
            }
            else if (await session.FindAsync(DropPath.Join(options.Inbox, file.Name.File), cancellationToken) is { } waiting && !IsLate(waiting.ModifiedAt))
            {
                yield break;
            }
        }
    }

    private async Task NoteUnreadyAsync(IDropFolder session, InboxFile set, FileRead read, CancellationToken cancellationToken)
    {
        if (await WholeAsync(session, options.Inbox, set, read, cancellationToken) is { } whole)
        {
            await whole.Whole.Copy.DisposeAsync();
        }
    }

    private async Task<WholeFile?> WholeAsync(IDropFolder session, string folder, InboxFile file, FileRead read, CancellationToken cancellationToken)
    {
        switch (await ready.LookAsync(session, folder, file.Name, cancellationToken))
        {
            case Readiness.Whole whole:
                return new WholeFile(file.Name, folder, whole);
            case Readiness.Unfit unfit:
                await away.RefuseAsync(session, folder, file.Name, unfit.Why, cancellationToken);
                read.Find("file_refused", file.Name.File, $"文件无法按约定读取，已移入 {options.Failed}：{unfit.Why.Message}");
                return null;
            case Readiness.NotYet notYet when IsLate(notYet.Since):
                read.Find("file_late", file.Name.File, $"文件超过 {options.LateAfter.TotalMinutes:0} 分钟仍不完整，没有读取：{notYet.Reason}", late: true);
                return null;
            default:
                return null;
        }
    }

    private async Task<WholeFile?> TakenSetAsync(IDropFolder session, string area, FeedFiles files, FileRead read, CancellationToken cancellationToken)
    {
        var done = DropPath.Join(options.Inbox, options.Done);
        var days = (await session.ListAsync(done, cancellationToken)).Where(entry => entry.IsFolder && entry.Name.Length == 8)
            .OrderByDescending(entry => entry.Name, StringComparer.Ordinal).Take(DaysBack);
        foreach (var day in days)
        {
            var folder = DropPath.Join(done, day.Name);
            var sets = InboxPlan.Of(await session.ListAsync(folder, cancellationToken), area, files).Where(file => file.Full && file.HasOk).Reverse();
            foreach (var set in sets)
            {
                if (await ready.LookAsync(session, folder, set.Name, cancellationToken) is Readiness.Whole whole)
                {
                    return new WholeFile(set.Name, folder, whole);
                }

                read.Find("file_altered", set.Name.File, $"已读取过的文件与其 .ok 不再相符，不再使用：{folder}");
            }
        }

        return null;
    }

    private void NoteOdd(IReadOnlyList<DropEntry> entries, string area, FeedFiles files, InboxPlan plan, FileRead read)
    {
        read.Superseded.AddRange(plan.Superseded.Select(file => file.Name));
        foreach (var file in plan.TooLate.Where(file => file.HasOk || IsLate(file.ModifiedAt)))
        {
            read.TooLate.Add(file.Name);
            read.Find("file_out_of_order", file.Name.File, "变更文件在后面的文件读取之后才到，读取会使记录退回旧状态，没有读取；请对方以新的序号重新导出", late: true);
        }

        foreach (var missing in plan.Missing)
        {
            read.Find("file_number_missing", missing, "变更文件的序号不连续，之前缺少文件；后面的已照常读取，请对方核对");
        }

        var stems = entries.Select(entry => DropName.Parse(entry.Name)?.Stem).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var entry in entries.Where(entry => !entry.IsFolder && IsOwnName(entry.Name, area, files)))
        {
            if (!entry.Name.EndsWith(".ok", StringComparison.Ordinal))
            {
                if (DropName.Parse(entry.Name) is null && !entry.Name.EndsWith(".errors.csv", StringComparison.Ordinal) && IsLate(entry.ModifiedAt))
                {
                    read.Find("file_name", entry.Name, "文件名不符合“<区划>_<类别>_<yyyyMMdd>_<三位序号>.<csv|xlsx|json>”，没有读取");
                }
            }
            else if (!stems.Contains(entry.Name[..^3]) && IsLate(entry.ModifiedAt))
            {
                NoteLonely(entry, read);
            }
        }
    }

    private static void NoteLonely(DropEntry ok, FileRead read)
    {
        var name = DropName.Parse(ok.Name[..^3] + ".csv");
        if (name is not null && read.Position.LastOf(name.Area, name.Kind) is { } last && name.CompareTo(last) <= 0)
        {
            read.LeftOver.Add(ok.Name);
        }
        else
        {
            read.Find("file_late", ok.Name, "只有 .ok 文件，没有它所说的数据文件", late: true);
        }
    }

    private static bool IsOwnName(string name, string area, FeedFiles files) =>
        new[] { files.Full, files.Changes }.Any(kind => kind.Length > 0 && name.StartsWith($"{area}_{kind}_", StringComparison.Ordinal)
            && name.Length > area.Length + kind.Length + 2 && char.IsAsciiDigit(name[area.Length + kind.Length + 2]));

    private bool IsLate(DateTimeOffset since) => time.GetUtcNow() - since > options.LateAfter;
}
