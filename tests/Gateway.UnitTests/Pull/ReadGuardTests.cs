using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Pull;
using Xunit;

namespace Gateway.UnitTests.Pull;

public sealed class ReadGuardTests
{
    [Fact]
    public void Pages_of_one_snapshot_belong_together_and_are_complete_when_all_came()
    {
        var guard = new ReadGuard();
        Assert.True(guard.Belongs(Page("s1", 3, 2)));
        Assert.False(guard.Complete);
        Assert.True(guard.Belongs(Page("s1", 3, 1)));
        Assert.True(guard.Complete);
    }

    [Theory]
    [InlineData("s2", 3L)]
    [InlineData("s1", 4L)]
    [InlineData(null, 3L)]
    [InlineData("s1", null)]
    public void Another_snapshot_or_total_means_that_the_set_moved(string? snapshot, long? total)
    {
        var guard = new ReadGuard();
        guard.Belongs(Page("s1", 3, 2));
        Assert.False(guard.Belongs(Page(snapshot, total, 1)));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Fewer_or_more_rows_than_announced_are_incomplete(int rows)
    {
        var guard = new ReadGuard();
        guard.Belongs(Page("s1", 3, rows));
        Assert.False(guard.Complete);
        Assert.Contains("3", guard.Incomplete, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_total_the_end_is_the_end()
    {
        var guard = new ReadGuard();
        Assert.True(guard.Belongs(Page(null, null, 5)));
        Assert.True(guard.Belongs(Page(null, null, 1)));
        Assert.True(guard.Complete);
    }

    [Theory]
    [InlineData("c7", "c8", true)]
    [InlineData("c7", "c7", false)]
    [InlineData(null, null, true)] // loaded in bulk: one time for all, and no change ids
    public void A_page_that_ends_where_another_ended_is_that_page_again(string? first, string? second, bool belongs)
    {
        var guard = new ReadGuard();
        guard.Belongs(Page("s1", 4, 2, first));
        Assert.Equal(belongs, guard.Belongs(Page("s1", 4, 2, second)));
    }

    private static SourcePage Page(string? snapshot, long? total, int rows, string? end = null) => new()
    {
        Number = 1, Cursor = new FeedCursor(new DateTime(2026, 11, 20), end, null), Body = ReadOnlyMemory<byte>.Empty, SnapshotId = snapshot, Total = total,
        Rows = new PageRows([.. Enumerable.Range(0, rows).Select(x => Rows.Good(Feed.Subject, $"{x}"))], []),
    };
}
