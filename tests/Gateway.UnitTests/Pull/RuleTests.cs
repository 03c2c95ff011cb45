using Gateway.Adapters.Sources;
using Gateway.Contracts;
using Gateway.Pipeline.Pull;
using Gateway.Pipeline.Runs;
using Xunit;

namespace Gateway.UnitTests.Pull;

/// <summary>The small decisions around a read.</summary>
public sealed class RuleTests
{
    private static readonly DateTime Began = new(2026, 11, 23, 12, 0, 0);
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(10);

    [Theory]
    [InlineData(1000, 0, 0.0, true)]
    [InlineData(1000, 200, 0.2, true)]
    [InlineData(1000, 201, 0.2, false)]
    [InlineData(1000, 1000, 0.2, false)]
    [InlineData(3, 1, 0.2, false)]
    [InlineData(0, 0, 0.2, true)]
    public void A_shrunken_read_is_believed_up_to_the_threshold(long stored, long absent, double threshold, bool believed)
    {
        Assert.Equal(believed, ShrinkRule.Believes(stored, absent, threshold, acceptedByOperator: false));
        Assert.True(ShrinkRule.Believes(stored, absent, threshold, acceptedByOperator: true));
    }

    [Fact]
    public void A_held_read_says_how_to_let_it_through() =>
        Assert.Contains("--accept-shrink", ShrinkRule.Held(10, 5, 0.2), StringComparison.Ordinal);

    [Fact]
    public void An_incremental_read_goes_back_by_the_overlap_and_asks_for_the_skew() =>
        Assert.Equal(
            (Began.AddMinutes(-30), Began.AddMinutes(10)),
            CursorRule.Window(At(Began.AddMinutes(-20)), TimeSpan.FromMinutes(10), Began.AddMilliseconds(7), Skew));

    [Fact]
    public void A_platforms_own_cursor_has_no_window() =>
        Assert.Null(CursorRule.Window(new FeedCursor(null, null, "opaque"), Skew, Began, Skew));

    [Theory]
    [InlineData(-10, "b", -20, "z", -10, "b")] // never back
    [InlineData(-20, "a", -10, "a", -10, "a")]
    [InlineData(-10, "a", -10, "b", -10, "b")] // ties go by the change id
    [InlineData(-10, "b", -10, "a", -10, "b")]
    [InlineData(-10, "b", 11, "x", -10, "b")] // garbage beyond any clock's skew
    [InlineData(-10, "b", 5, "x", 0, null)] // not later than the read began
    public void The_cursor_goes_forward_and_no_further_than_is_known(int current, string id, int reached, string reachedId, int then, string? thenId) =>
        Assert.Equal(
            new FeedCursor(Began.AddMinutes(then), thenId, null),
            CursorRule.Later(At(Began.AddMinutes(current), id), At(Began.AddMinutes(reached), reachedId), Began, Skew));

    [Fact]
    public void A_page_without_a_position_leaves_the_cursor() => Assert.Equal(At(Began), CursorRule.Later(At(Began), null, Began, Skew));

    [Theory]
    [InlineData(false, false, true, true, PullMode.Incremental)]
    [InlineData(true, false, true, true, PullMode.Full)]
    [InlineData(false, true, true, true, PullMode.Full)]
    [InlineData(false, false, false, true, PullMode.Full)]
    [InlineData(false, false, true, false, PullMode.Full)] // an empty feed was read in full and left no cursor
    public void A_read_is_incremental_only_where_there_is_something_to_read_on_from(bool full, bool accept, bool read, bool cursor, PullMode mode) =>
        Assert.Equal(mode, ReadMode.Of(
            new PullCommand("610503", Feed.Subject, full, accept),
            new FeedState(cursor ? At(Began) : null, read ? DateTimeOffset.UnixEpoch : null)));

    [Fact]
    public void A_balance_closes_only_when_every_row_went_somewhere()
    {
        var counters = new RunCounters { Fetched = 10, New = 3, Changed = 1, Unchanged = 2, DeletedByRow = 1, Quarantined = 2, Repeated = 1, Before = 5, After = 6, DeletedByAbsence = 1 };
        Assert.True(counters.Balanced);
        Assert.False((counters with { Fetched = 11 }).Balanced);
        Assert.False((counters with { After = 7 }).Balanced);
    }

    private static FeedCursor At(DateTime at, string? id = null) => new(at, id, null);
}
