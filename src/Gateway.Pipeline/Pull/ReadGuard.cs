using Gateway.Adapters.Sources;

namespace Gateway.Pipeline.Pull;

/// <summary>Watches that all pages of a read belong to one set (law 6). Pure.</summary>
internal sealed class ReadGuard
{
    private string? _snapshot;
    private readonly HashSet<FeedCursor> _ends = [];
    private bool _first = true;
    private long _rows;

    /// <summary>Rows the platform announced, if it does.</summary>
    public long? Total { get; private set; }

    /// <summary>Whether the page belongs to the set of the pages before it.</summary>
    public bool Belongs(SourcePage page)
    {
        if (_first)
        {
            (_snapshot, Total, _first) = (page.SnapshotId, page.Total, false);
        }
        else if (page.SnapshotId != _snapshot || page.Total != Total)
        {
            return false;
        }

        // A page that ends where an earlier one ended is that page again, in the place of one that never came. A time alone proves nothing:
        // rows loaded in bulk share it over many pages.
        if (page.Cursor is { } end && (end.ChangeId ?? end.Opaque) is not null && page.Rows.Rows.Count > 0 && !_ends.Add(end))
        {
            return false;
        }

        _rows += page.Rows.Rows.Count;
        return true;
    }

    /// <summary>Whether as many rows came as were announced; only then may a full read delete by absence.</summary>
    public bool Complete => Total is null || Total == _rows;

    /// <summary>What an operator reads about an incomplete read.</summary>
    public string Incomplete => $"平台报告共 {Total} 行，实际读到 {_rows} 行：本次读取不完整，不作为删除依据";
}
