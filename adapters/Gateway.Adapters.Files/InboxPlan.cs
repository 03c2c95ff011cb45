using Gateway.Adapters.Files.Folders;

namespace Gateway.Adapters.Files;

/// <summary>A file of a feed that lies in the inbox.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Full">Whether it holds everything in force.</param>
/// <param name="HasOk">Whether its <c>.ok</c> is there.</param>
/// <param name="ModifiedAt">Last change.</param>
internal sealed record InboxFile(DropName Name, bool Full, bool HasOk, DateTimeOffset ModifiedAt);

/// <summary>What is to be done with the files of a feed that lie ready. Pure.</summary>
/// <param name="Read">To be read, in order.</param>
/// <param name="Superseded">Not to be read: a newer whole set holds more than they do.</param>
/// <param name="TooLate">Changes that came after later ones had been taken: reading them would set records back.</param>
/// <param name="Missing">Names that were skipped in the numbering.</param>
internal sealed record InboxPlan(
    IReadOnlyList<InboxFile> Read, IReadOnlyList<InboxFile> Superseded, IReadOnlyList<InboxFile> TooLate, IReadOnlyList<string> Missing)
{
    /// <summary>The files of a feed among what is listed, in order.</summary>
    public static IReadOnlyList<InboxFile> Of(IReadOnlyList<DropEntry> entries, string area, FeedFiles files)
    {
        var names = entries.Where(entry => !entry.IsFolder).Select(entry => entry.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. entries.Where(entry => !entry.IsFolder)
                .Select(entry => (Entry: entry, Name: DropName.Parse(entry.Name)))
                .Where(file => file.Name is { } name && name.Area == area && name.Kind.Length > 0 && (name.Kind == files.Full || name.Kind == files.Changes))
                .Select(file => new InboxFile(file.Name!, file.Name!.Kind == files.Full, names.Contains(file.Name.OkFile), file.Entry.ModifiedAt))
                .OrderBy(file => file.Name).ThenBy(file => file.Name.Extension, StringComparer.Ordinal),
        ];
    }

    /// <summary>What a whole set that is read makes superfluous: older sets, and changes of days before it.</summary>
    public static IEnumerable<InboxFile> SupersededBy(IReadOnlyList<InboxFile> files, DropName set) => files.Where(file =>
        file.HasOk && (file.Full ? file.Name.CompareTo(set) < 0 : file.Name.Day < set.Day));

    /// <summary>How changes are read on from a cursor.</summary>
    /// <param name="files">What lies there.</param>
    /// <param name="position">The cursor.</param>
    public static InboxPlan Changes(IReadOnlyList<InboxFile> files, FilePosition position)
    {
        var changes = files.Where(file => !file.Full).ToList();
        var superseded = files.Where(file => file.Full && file.HasOk && position.LastOf(file.Name.Area, file.Name.Kind) is { } taken && file.Name.CompareTo(taken) < 0);
        if (changes.Count == 0)
        {
            return new InboxPlan([], [.. superseded], [], []);
        }

        var last = position.LastOf(changes[0].Name.Area, changes[0].Name.Kind);
        // The last one taken still lies there: the process died before it was moved. All up to it are read again, in order, which changes nothing.
        var unsettled = last is not null && changes.Exists(file => file.Name.CompareTo(last) == 0);
        var late = last is null || unsettled ? [] : changes.Where(file => file.Name.CompareTo(last) < 0).ToList();
        var read = changes.Except(late).ToList();
        return new InboxPlan(read, [.. superseded], late, [.. Gaps(read, last)]);
    }

    private static IEnumerable<string> Gaps(List<InboxFile> read, DropName? last)
    {
        var before = last;
        foreach (var name in read.Select(file => file.Name).Where(name => last is null || name.CompareTo(last) > 0))
        {
            var expected = before is not null && before.Day == name.Day ? before.Number + 1 : 1;
            if (name.Number > expected)
            {
                yield return $"{name.Area}_{name.Kind}_{name.Position}";
            }

            before = name;
        }
    }
}
